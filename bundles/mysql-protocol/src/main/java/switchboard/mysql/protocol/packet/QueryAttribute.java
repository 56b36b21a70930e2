package switchboard.mysql.protocol.packet;

import java.util.Objects;

/**
 * A named value that a client sends along with a statement, as it stands in the packet.
 *
 * @param type of {@link switchboard.mysql.protocol.ColumnType}, plus {@link StmtExecute#UNSIGNED}
 * @param name in the client's character set
 * @param value in the binary protocol's form, null for NULL
 */
public record QueryAttribute(int type, byte[] name, byte[] value) {
    public QueryAttribute {
        Objects.requireNonNull(name);
        name = name.clone();
        value = value == null ? null : value.clone();
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "QueryAttribute[" + new String(name, java.nio.charset.StandardCharsets.UTF_8) + "]";
    }
}
