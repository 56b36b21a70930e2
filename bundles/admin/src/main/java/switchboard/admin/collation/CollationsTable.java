package switchboard.admin.collation;

import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;

/** {@code mysql_collations}: ProxySQL keeps a copy in main and one on disk; here both show the same list. */
abstract class CollationsTable implements VirtualTable {
    private static final TableDefinition TABLE = new TableDefinition("mysql_collations", """
            CREATE TABLE mysql_collations (
                Id INTEGER NOT NULL PRIMARY KEY,
                Collation VARCHAR NOT NULL,
                Charset VARCHAR NOT NULL,
                `Default` VARCHAR NOT NULL)""");

    private final String schema;

    CollationsTable(String schema) {
        this.schema = schema;
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        for (Collation collation : Collations.all()) {
            sink.row(collation.id(), collation.name(), collation.charset(), collation.charsetDefault() ? "Yes" : "");
        }
    }
}
