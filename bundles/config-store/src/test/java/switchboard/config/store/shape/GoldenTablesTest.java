package switchboard.config.store.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.Golden;
import switchboard.config.store.database.MemoryDatabase;

class GoldenTablesTest {
    @Test
    void everyTableOfProxySqlIsTakenByH2() throws Exception {
        Map<String, TableDefinition> tables = Golden.tables();
        assertEquals(109, tables.size());
        int[] secrets = {0};
        try (MemoryDatabase memory = new MemoryDatabase(() -> "secret" + secrets[0]++);
                Connection connection = memory.connect();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, TableDefinition> table : tables.entrySet()) {
                String schema = table.getKey().substring(0, table.getKey().indexOf('.'));
                TableShape shape = TableShape.of(table.getValue());
                assertEquals(table.getValue().name(), shape.name());
                statement.execute(H2Ddl.create(schema, shape.name(), shape));
                statement.execute(H2Ddl.createPlain(schema, "plain_" + shape.name(), shape));
                try (var result = statement.executeQuery("SELECT * FROM " + H2Ddl.qualified(schema, shape.name()))) {
                    assertEquals(shape.columns().size(), result.getMetaData().getColumnCount(), table.getKey());
                }
            }
        }
    }
}
