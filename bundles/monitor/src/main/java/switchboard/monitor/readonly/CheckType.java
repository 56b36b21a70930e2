package switchboard.monitor.readonly;

import java.util.Locale;

/** Which variables say that a server is a reader (ProxySQL 2.7, mysql_replication_hostgroups.check_type). */
enum CheckType {
    READ_ONLY("read_only", "@@global.read_only"),

    INNODB_READ_ONLY("innodb_read_only", "@@global.innodb_read_only"),

    SUPER_READ_ONLY("super_read_only", "@@global.super_read_only"),

    BOTH("read_only&innodb_read_only", "@@global.read_only&@@global.innodb_read_only"),

    EITHER("read_only|innodb_read_only", "@@global.read_only|@@global.innodb_read_only");

    private final String spelling;
    private final String expression;

    CheckType(String spelling, String expression) {
        this.spelling = spelling;
        this.expression = expression;
    }

    /** The table's CHECK lets in these only, in any case. */
    static CheckType of(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        for (CheckType type : values()) {
            if (type.spelling.equals(wanted)) {
                return type;
            }
        }
        throw new IllegalArgumentException("check_type " + text);
    }

    String statement() {
        return "SELECT " + expression + " read_only";
    }

    /** With the other instances of an RDS Multi-AZ cluster, a row for each. */
    String statementWithRdsTopology() {
        return statement() + ", id, endpoint, port FROM mysql.rds_topology";
    }
}
