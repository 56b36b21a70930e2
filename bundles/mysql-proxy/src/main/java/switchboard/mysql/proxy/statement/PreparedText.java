package switchboard.mysql.proxy.statement;

import java.nio.ByteBuffer;

/** A statement before a server has said what it returns and takes. */
public record PreparedText(String user, String schema, ByteBuffer sql) {

    public StatementKey with(int columns, int parameters) {
        return new StatementKey(user, schema, sql, columns, parameters);
    }
}
