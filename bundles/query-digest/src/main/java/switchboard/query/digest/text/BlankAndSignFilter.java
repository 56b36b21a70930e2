package switchboard.query.digest.text;

/**
 * Second stage: drops blanks around lists, blanks and signs around values, and with {@code no_digits} what digits are
 * left. A byte is judged when the next one is known.
 */
final class BlankAndSignFilter {
    private final DigestText text;
    private boolean noDigits;
    private boolean lowercase;
    private byte current;
    /** The bytes before {@link #current}, also when they were dropped; 0 at the beginning. */
    private byte previous;
    private byte beforePrevious;
    private boolean dropped;

    BlankAndSignFilter(DigestText text) {
        this.text = text;
    }

    void clear(DigestOptions options) {
        noDigits = options.noDigits();
        lowercase = options.lowercase();
        beforePrevious = 0;
        previous = 0;
        current = 0;
        dropped = false;
    }

    /** Whether the text is full once the byte that is not judged yet is added. */
    boolean full() {
        return text.room() <= (current == 0 ? 0 : 1);
    }

    void take(byte b) {
        byte next = lowercase ? Ascii.lower(b) : b;
        if (current != 0) {
            judge(next);
        }
        beforePrevious = previous;
        previous = current;
        current = next;
    }

    /** A blank: one space for many, none at the beginning. */
    void space() {
        if (current != ' ' && current != 0) {
            take((byte) ' ');
        }
    }

    /** Judges the last byte. */
    void end() {
        take((byte) 0);
    }

    private void judge(byte next) {
        byte b = current;
        if (b == ' ') {
            if (dropsBlank(next)) {
                dropped = true;
                return;
            }
        } else if (b == '+' || b == '-') {
            if (dropsSign(next)) {
                dropped = true;
                return;
            }
        } else if (noDigits && Ascii.digit(b)) {
            judgeDigit();
            return;
        }
        text.add(b);
    }

    private boolean dropsBlank(byte next) {
        byte left = text.last();
        if (left == '(' || left == ',' || next == ')' || next == ',') {
            return true;
        }
        if (left == '?' && Ascii.operator(next)) {
            return true;
        }
        if (next != '?' || !Ascii.operator(previous)) {
            return false;
        }
        // ProxySQL keeps the blank after a kept comment, unless it has dropped something before it
        return !(previous == '/' && beforePrevious == '*') || dropped;
    }

    private boolean dropsSign(byte next) {
        byte left = text.last();
        if (left == ' ') {
            return true;
        }
        return (next == '?' || next == ' ') && left != '?' && left != ')' && !Ascii.identifier(left);
    }

    /** One {@code ?} for a run of digits; at the very beginning of a text ProxySQL leaves it out. */
    private void judgeDigit() {
        if (!Ascii.digit(previous) && previous != 0) {
            text.add((byte) '?');
        }
    }
}
