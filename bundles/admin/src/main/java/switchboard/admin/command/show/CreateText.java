package switchboard.admin.command.show;

/** How SHOW CREATE TABLE prints a definition (ProxySQL 2.7, admin commands 8). */
final class CreateText {
    private CreateText() {
    }

    /** Each {@code " , "} begins a line, as what follows the opening bracket; a text that is printed so stays. */
    static String printed(String createSql) {
        if (createSql.indexOf('\n') >= 0) {
            return createSql;
        }
        int open = createSql.indexOf('(');
        return createSql.substring(0, open + 1) + "\n    " + createSql.substring(open + 1).replace(" , ", ",\n    ");
    }
}
