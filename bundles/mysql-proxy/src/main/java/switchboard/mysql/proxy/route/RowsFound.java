package switchboard.mysql.proxy.route;

/** Whether FOUND_ROWS() tells of a statement, as MariaDB 11.4 and MySQL 9.7 do. */
public enum RowsFound {
    /** Never. */
    NOT_TOLD,
    /** Its rows, or those that it has changed if it returns none: SELECT, INSERT ... SELECT. */
    TOLD,
    /** For MariaDB those that it has made: CREATE TABLE ... SELECT. */
    TOLD_BY_MARIADB,
    /** For MySQL one, whatever it does: DO. */
    ONE_BY_MYSQL,
    /** What it tells depends on how the server runs it: only the connection knows. */
    UNCLEAR
}
