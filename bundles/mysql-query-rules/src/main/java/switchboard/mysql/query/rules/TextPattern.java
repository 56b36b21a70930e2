package switchboard.mysql.query.rules;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A regular expression of a rule, by java.util.regex (mysql-query_processor_regex=1) or RE2/J (2). */
sealed interface TextPattern {
    /** Whether it is found in a text. */
    boolean isFoundIn(String text);

    /** The expression, as the rule has it. */
    String expression();

    /** The text with the first or all finds replaced; {@code \1} to {@code \9} stand for groups. */
    String replace(String text, String replacement);

    /**
     * Compiles an expression.
     *
     * @param modifiers a comma list of CASELESS and GLOBAL
     * @param engine 1 or 2
     * @throws IllegalArgumentException says what is wrong with it
     */
    static TextPattern compile(String expression, String modifiers, int engine) {
        String upper = modifiers == null ? "" : modifiers.toUpperCase(Locale.ROOT);
        boolean caseless = upper.contains("CASELESS");
        boolean global = upper.contains("GLOBAL");
        try {
            if (engine == 2) {
                int flags = caseless ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0;
                return new Re2(com.google.re2j.Pattern.compile(expression, flags), global);
            }
            return new Backtracking(Pattern.compile(expression, caseless ? Pattern.CASE_INSENSITIVE : 0), global);
        } catch (PatternSyntaxException | com.google.re2j.PatternSyntaxException wrong) {
            throw new IllegalArgumentException(String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""),
                    wrong);
        }
    }

    /** Linear in the text's length. */
    record Re2(com.google.re2j.Pattern pattern, boolean global) implements TextPattern {
        @Override
        public boolean isFoundIn(String text) {
            return pattern.matcher(text).find();
        }

        @Override
        public String expression() {
            return pattern.pattern();
        }

        @Override
        public String replace(String text, String replacement) {
            var matcher = pattern.matcher(text);
            String java = Replacements.toJava(replacement);
            return global ? matcher.replaceAll(java) : matcher.replaceFirst(java);
        }
    }

    /** Perl's syntax; bounded, because it may backtrack. */
    record Backtracking(Pattern pattern, boolean global) implements TextPattern {
        private static final Logger LOG = LoggerFactory.getLogger(TextPattern.class);
        private static final AtomicLong GIVEN_UP = new AtomicLong();

        @Override
        public boolean isFoundIn(String text) {
            try {
                return pattern.matcher(new BoundedText(text)).find();
            } catch (BoundedText.TooManyLooks | StackOverflowError endless) {
                givenUp();
                return false;
            }
        }

        @Override
        public String expression() {
            return pattern.pattern();
        }

        @Override
        public String replace(String text, String replacement) {
            try {
                Matcher matcher = pattern.matcher(new BoundedText(text));
                String java = Replacements.toJava(replacement);
                return global ? matcher.replaceAll(java) : matcher.replaceFirst(java);
            } catch (BoundedText.TooManyLooks | StackOverflowError endless) {
                givenUp();
                return text;
            } catch (IndexOutOfBoundsException noSuchGroup) {
                return text;
            }
        }

        /** The first time and every 1000th: a query must not fill the log. */
        private void givenUp() {
            long times = GIVEN_UP.incrementAndGet();
            if (times % 1000 == 1) {
                LOG.warn("Rule does not match: its pattern takes too long pattern={} times={}; simplify it, or set "
                        + "mysql-query_processor_regex=2", pattern, times);
            }
        }
    }
}
