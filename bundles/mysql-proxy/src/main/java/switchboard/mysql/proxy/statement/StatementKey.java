package switchboard.mysql.proxy.statement;

import java.nio.ByteBuffer;

/**
 * What makes two prepared statements the same: the account and the schema count, they resolve the tables' names; the
 * numbers differ after a table was changed.
 *
 * @param sql its bytes are nobody's to change
 */
public record StatementKey(String user, String schema, ByteBuffer sql, int columns, int parameters) {
}
