package switchboard.mysql.query.rules;

/**
 * A text that a regular expression may look at only so often: a pattern that backtracks without end stops in an exception
 * instead of an event loop.
 */
final class BoundedText implements CharSequence {
    /** Looks that a match may take: about 10 ms. */
    static final int MAX_LOOKS = 2_000_000;

    /** A pattern took more looks than allowed. */
    static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super("more than " + MAX_LOOKS + " looks at a text", null, false, false);
        }
    }

    private final CharSequence text;
    private int looks;

    BoundedText(CharSequence text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MAX_LOOKS) {
            throw new TooManyLooks();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
