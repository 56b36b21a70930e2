package switchboard.proxysql.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.table.Rows;

class ProxysqlServersModuleTest {
    private final ProxysqlServersModule module = new ProxysqlServersModule();

    @Test
    void runsRowsOnceTheyArePublished() {
        Rows rows = new Rows(List.of("hostname", "port", "weight", "comment"),
                List.<String[]>of(new String[]{"proxy1", "6032", "0", ""}));
        Prepared prepared = module.prepare(Map.of("proxysql_servers", rows));
        assertEquals(0, module.running().get("proxysql_servers").size());
        prepared.publish();
        assertEquals(rows, module.running().get("proxysql_servers"));
        assertEquals(List.of(), prepared.rejections());
    }

    @Test
    void hasProxySqlsTable() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(recorded.contains("\n" + module.tables().getFirst().definition().createSql() + ";\n"));
        }
    }
}
