package switchboard.query.digest.text;

import java.util.Arrays;

/**
 * The digest text under construction, third and fourth stage: cuts lists of {@code ?} inside parentheses, then runs of
 * equal cut lists, while they are written.
 *
 * <p>Works on the text that stands there, not on tokens: {@code (?,...)} in the statement itself counts as a cut list.
 */
final class DigestText {
    private byte[] bytes = new byte[1024];
    private int length;
    private int capacity;
    private int groupingLimit;
    private int groupsLimit;
    /** The nearest parenthesis is an opening one: behind {@code now()} ProxySQL cuts no more values of the outer list. */
    private boolean inList;
    /** The text ends with a {@code ?} that a list may count. */
    private boolean value;
    /** Consecutive values of the list, and where they begin. */
    private int values;
    private int valuesFrom;
    /** Consecutive equal groups, where the first begins and the last ends. */
    private int groups;
    private int groupsFrom;
    private int groupsTo;

    void clear(int capacity, DigestOptions options) {
        this.capacity = capacity;
        groupingLimit = options.groupingLimit();
        groupsLimit = options.groupsGroupingLimit();
        length = 0;
        inList = false;
        value = false;
        values = 0;
        groups = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Bytes that may follow. */
    int room() {
        return capacity - length;
    }

    /** The last byte, or 0. */
    byte last() {
        return length == 0 ? 0 : bytes[length - 1];
    }

    /** Adds one byte; ignored when the text is full. */
    void add(byte b) {
        if (b == '?') {
            value = !endsWithOperation();
            if (!value || values > 0 && bytes[length - 1] != ',') {
                values = 0;
            }
            if (values == 0) {
                valuesFrom = length;
            }
            write(b);
        } else if (b == ',' || b == ')' || b == '(') {
            addSeparator(b);
        } else {
            value = false;
            values = 0;
            write(b);
        }
    }

    /** In {@code ?+?} the second value is not counted as one of a list. */
    private boolean endsWithOperation() {
        return length > 1 && Ascii.operator(bytes[length - 1]) && bytes[length - 2] == '?';
    }

    private void addSeparator(byte b) {
        if (b != '(' && inList && value) {
            valueEnds();
        } else {
            values = 0;
        }
        write(b);
        value = false;
        if (b == '(') {
            inList = true;
        } else if (b == ')') {
            inList = false;
            values = 0;
            groupEnds();
        }
    }

    /** Of a list of more than {@code groupingLimit} + 1 values the first are left, and three dots. */
    private void valueEnds() {
        values++;
        if (values == groupingLimit + 2) {
            length = valuesFrom + 2 * groupingLimit;
            write((byte) '.');
            write((byte) '.');
            write((byte) '.');
        } else if (values > groupingLimit + 2) {
            length -= 2;
        }
    }

    private void groupEnds() {
        int size = 2 * groupingLimit + 5;
        int from = length - size;
        if (groupsLimit == 0 || from < 0 || !isCutList(from)) {
            return;
        }
        if (groups > 0 && from == groupsTo + 1 && bytes[groupsTo] == ',') {
            groups++;
        } else {
            groups = 1;
            groupsFrom = from;
        }
        if (groups > groupsLimit) {
            length = groupsFrom + groupsLimit * (size + 1);
            write((byte) '.');
            write((byte) '.');
            write((byte) '.');
        }
        groupsTo = length;
    }

    private boolean isCutList(int from) {
        if (bytes[from] != '(' || bytes[length - 4] != '.' || bytes[length - 3] != '.' || bytes[length - 2] != '.') {
            return false;
        }
        for (int i = from + 1; i < length - 4; i += 2) {
            if (bytes[i] != '?' || bytes[i + 1] != ',') {
                return false;
            }
        }
        return true;
    }

    private void write(byte b) {
        if (length < capacity) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = b;
        }
    }

    /** Takes away spaces and semicolons at the end. */
    void trim() {
        while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == ';')) {
            length--;
        }
    }
}
