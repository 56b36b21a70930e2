package switchboard.config.store.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.FileSection;
import switchboard.config.file.ConfigFileModule;

class FileSurveyTest {
    private static final List<FileSection> SECTIONS = List.of(
            new FileSection("mysql_variables", true, Map.of(), List.of()),
            new FileSection("mysql_servers", false, Map.of(), List.of()),
            new FileSection("mysql_users", false, Map.of(), List.of()));

    @TempDir
    private Path folder;

    private List<String> remarks(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("p.cnf"), text);
        return FileSurvey.remarks(new ConfigFileModule().read(file), SECTIONS).stream()
                .map(remark -> remark.replace(folder + "/", "")).toList();
    }

    @Test
    void namesWhatNoModuleReads() throws Exception {
        assertEquals(
                List.of("p.cnf:2:1: mysql_serves is ignored: no module that is running reads a section or setting of "
                        + "this name",
                        "p.cnf:3:1: threads is ignored: no module that is running reads a section or setting of this "
                                + "name",
                        "p.cnf:4:1: mysql_galera_hostgroups is ignored: no module that is running reads a section or "
                                + "setting of this name"),
                remarks("mysql_servers = ( )\nmysql_serves = ( )\nthreads = 4\nmysql_galera_hostgroups = ( )\n"));
    }

    @Test
    void namesASectionOfTheWrongForm() throws Exception {
        assertEquals(
                List.of("p.cnf:1:1: mysql_servers is ignored: it has to be a list, name = ( { key = value }, ... )",
                        "p.cnf:2:1: mysql_variables is ignored: it has to be a group, name = { key = value }",
                        "p.cnf:3:1: mysql_users is ignored: it has to be a list, name = ( { key = value }, ... )",
                        "p.cnf:4:1: datadir is ignored: it has to be a single value"),
                remarks("mysql_servers = { }\nmysql_variables = ( )\nmysql_users = 1\ndatadir = ( )\n"));
    }

    @Test
    void saysWhichOfProxySqlsSettingsHaveNoEffect() throws Exception {
        assertEquals(List.of("p.cnf:2:1: errorlog is ignored: this setting of ProxySQL has no effect here"),
                remarks("datadir = \"/d\"\nerrorlog = \"/e\"\ncluster_sync_interfaces = true\n"));
    }
}
