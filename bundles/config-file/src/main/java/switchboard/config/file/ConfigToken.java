package switchboard.config.file;

/** A word, value or sign of the config file, and where it stands. */
record ConfigToken(Kind kind, String text, String position) {
    /** What it is. */
    enum Kind {
        NAME, STRING, NUMBER, BOOLEAN, SIGN, END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** As messages call it. */
    String described() {
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> "\"" + (text.length() > 20 ? text.substring(0, 20) + "..." : text) + "\"";
            case NAME, NUMBER, BOOLEAN, SIGN -> "'" + text + "'";
        };
    }
}
