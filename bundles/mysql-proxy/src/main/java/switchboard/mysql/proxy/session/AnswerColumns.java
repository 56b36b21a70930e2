package switchboard.mysql.proxy.session;

import java.util.List;
import java.util.Optional;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * Columns of the statements that the proxy answers itself, as MariaDB 11.4 and MySQL 9.7 define them: drivers show their
 * types and widths to programs. Which of both is told by {@code mysql-server_version}.
 */
final class AnswerColumns {
    private static final int UTF8MB4_0900_AI_CI = 255;
    private static final int BYTES_OF_CHARACTER = 4;
    private static final int LEVEL_CHARACTERS = 7;
    private static final int MESSAGE_CHARACTERS = 512;
    private static final int CODE_DIGITS = 5;
    private static final int CODE_DIGITS_OF_MARIADB = 4;
    private static final int BIGINT_CHARACTERS = 21;
    private static final int OPEN_DECIMALS = 31;
    private static final int OPEN_DECIMALS_OF_MARIADB = 39;
    private static final String UTF8MB4_COLLATE = "NAMES utf8mb4 COLLATE ";

    private AnswerColumns() {
    }

    /** Of SHOW WARNINGS and SHOW ERRORS. */
    static List<ColumnDefinition> warnings(ClientSession session) {
        boolean mariaDb = session.loop().settings().serverVersion().contains("MariaDB");
        int decimals = mariaDb ? OPEN_DECIMALS_OF_MARIADB : OPEN_DECIMALS;
        int collation = collation(session.context(), mariaDb);
        return List.of(text("Level", LEVEL_CHARACTERS, collation, decimals),
                number("Code", mariaDb ? CODE_DIGITS_OF_MARIADB : CODE_DIGITS, ColumnType.MYSQL_TYPE_LONG,
                        ColumnType.NOT_NULL_FLAG | ColumnType.UNSIGNED_FLAG),
                text("Message", MESSAGE_CHARACTERS, collation, decimals));
    }

    /** Of SHOW COUNT(*) WARNINGS: a system variable, which may be NULL as far as the server knows. */
    static ColumnDefinition variable(String name) {
        return number(name, BIGINT_CHARACTERS, ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.UNSIGNED_FLAG);
    }

    /** Of ROW_COUNT() and FOUND_ROWS(). */
    static ColumnDefinition signed(String name) {
        return number(name, BIGINT_CHARACTERS, ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.NOT_NULL_FLAG);
    }

    /** Of LAST_INSERT_ID() and CONNECTION_ID(). */
    static ColumnDefinition unsigned(String name) {
        return number(name, BIGINT_CHARACTERS, ColumnType.MYSQL_TYPE_LONGLONG,
                ColumnType.NOT_NULL_FLAG | ColumnType.UNSIGNED_FLAG);
    }

    private static ColumnDefinition number(String name, int length, int type, int flags) {
        return new ColumnDefinition("", "", "", name, "", Collations.BINARY, length, type,
                flags | ColumnType.BINARY_FLAG, 0);
    }

    private static ColumnDefinition text(String name, int characters, int collation, int decimals) {
        return new ColumnDefinition("", "", "", name, "", collation, (long) characters * BYTES_OF_CHARACTER,
                ColumnType.MYSQL_TYPE_VAR_STRING, ColumnType.NOT_NULL_FLAG, decimals);
    }

    /** The one that the client has named at login, or the default of utf8mb4, in which the texts are. */
    private static int collation(SessionContext context, boolean mariaDb) {
        String names = context.variables().assignment(TrackedVariables.NAMES);
        return Optional.ofNullable(names).filter(each -> each.startsWith(UTF8MB4_COLLATE))
                .flatMap(each -> Collations.byName(each.substring(UTF8MB4_COLLATE.length()))).map(Collation::id)
                .orElse(mariaDb ? Collations.UTF8MB4_GENERAL_CI : UTF8MB4_0900_AI_CI);
    }
}
