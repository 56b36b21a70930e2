package switchboard.mysql.query.rules;

/** {@code replace_pattern}: backslash and digit name a group. */
final class Replacements {
    private Replacements() {
    }

    /** In Java's spelling: {@code $1}, with dollars and backslashes that mean themselves escaped. */
    static String toJava(String replacement) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : 0;
            if (c == '\\' && next >= '0' && next <= '9') {
                java.append('$').append(next);
                i++;
            } else if (c == '\\' || c == '$') {
                java.append('\\').append(c);
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }
}
