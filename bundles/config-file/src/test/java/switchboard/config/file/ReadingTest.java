package switchboard.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;

class ReadingTest {
    private static final String SAMPLE = """
            # a proxysql.cnf as people write it
            datadir="/var/lib/proxysql" ; errorlog = "/var/log/proxysql.log"
            cluster_sync_interfaces=false
            admin_variables=
            {
            \tadmin_credentials="admin:admin;radmin:radmin"   // not only locally
                mysql_ifaces="0.0.0.0:6032"
                refresh_interval=0x7D0
            }
            mysql_variables:
            {
                threads=4, max_connections=2048L; /* blanks, commas,
                semicolons */ multiplexing=TRUE
                query_cache_size_MB=+0256
            }
            mysql_servers =
            (
                { address="127.0.0.1" , port=3306 , hostgroup=0, max_connections=200 },
                { address="/tmp/mysql.sock" port=0 hostgroup=1 },
            )
            mysql_users: ( )
            mysql_query_rules: ( { rule_id=1 match_digest="^SELECT\\s.* FOR UPDATE$" apply=1 } )
            """;

    @TempDir
    private Path folder;

    private Content read(String text) throws IOException, ConfigRefusedException {
        return new ConfigFileModule().read(file("proxysql.cnf", text));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String refusal(String text) throws IOException {
        Path file = file("bad.cnf", text);
        String message = assertThrows(ConfigRefusedException.class, () -> new ConfigFileModule().read(file))
                .getMessage();
        return message.replace(folder + "/", "");
    }

    @Test
    void readsAProxySqlFile() throws Exception {
        Content content = read(SAMPLE);
        assertEquals(Map.of("datadir", "/var/lib/proxysql", "errorlog", "/var/log/proxysql.log",
                "cluster_sync_interfaces", "false"), content.settings());
        assertEquals(Map.of("admin_credentials", "admin:admin;radmin:radmin", "mysql_ifaces", "0.0.0.0:6032",
                "refresh_interval", "2000"), content.groups().get("admin_variables"));
        assertEquals(Map.of("threads", "4", "max_connections", "2048", "multiplexing", "true", "query_cache_size_MB",
                "256"), content.groups().get("mysql_variables"));
        assertEquals(
                List.of(Map.of("address", "127.0.0.1", "port", "3306", "hostgroup", "0", "max_connections", "200"),
                        Map.of("address", "/tmp/mysql.sock", "port", "0", "hostgroup", "1")),
                content.lists().get("mysql_servers"));
        assertEquals(List.of(), content.lists().get("mysql_users"));
        assertEquals("^SELECT\\s.* FOR UPDATE$",
                content.lists().get("mysql_query_rules").getFirst().get("match_digest"));
    }

    @Test
    void tellsWhereEachSectionStands() throws Exception {
        assertEquals(folder.resolve("proxysql.cnf") + ":16:1", read(SAMPLE).positions().get("mysql_servers"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "a\\tb\\n"           | 61 09 62 0A
            "\\"\\\\"            | 22 5C
            "\\x41\\X7e"         | 41 7E
            "\\xC3\\xA9é"        | C3 A9 C3 A9
            "^a\\d+\\."          | 5E 61 5C 64 2B 5C 2E
            "a" "b" 'c'          | !
            "one " /* */ "two"   | 6F 6E 65 20 74 77 6F
            "# // /* no comment" | 23 20 2F 2F 20 2F 2A 20 6E 6F 20 63 6F 6D 6D 65 6E 74
            ""                   | -
            -12                  | 2D 31 32
            0xFFFFFFFFFFL        | 31 30 39 39 35 31 31 36 32 37 37 37 35
            12LL                 | 31 32
            1.5e-3               | 31 2E 35 65 2D 33
            .5                   | 2E 35
            False                | 66 61 6C 73 65
            """)
    void readsValues(String written, String bytes) throws Exception {
        if (bytes.equals("!")) {
            assertTrue(refusal("a = " + written).endsWith("expected the name of a setting, found '''"));
            return;
        }
        StringBuilder read = new StringBuilder();
        for (byte b : read("a = " + written).settings().get("a").getBytes(StandardCharsets.UTF_8)) {
            read.append(read.isEmpty() ? "" : " ").append("%02X".formatted(b));
        }
        assertEquals(bytes.equals("-") ? "" : bytes, read.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a                          | bad.cnf:1:2: expected '=' after a, found the end of the file
            a = ;                      | bad.cnf:1:5: expected a value for a, found ';'
            a = b                      | bad.cnf:1:5: expected a value for a, found the name b
            a = 1; ; b = 2             | bad.cnf:1:8: expected the name of a setting, found ';'
            a = 1 = 2                  | bad.cnf:1:7: expected the name of a setting, found '='
            a = 1~a = 2                | bad.cnf:2:1: expected another name, found the name a a second time
            a = {~  b = 1~             | bad.cnf:3:1: expected the name of a setting or '}', found the end of the file
            a = ( {b=1} {b=2} )        | bad.cnf:1:13: expected ',' or ')', found '{'
            a = [ 1, 2 )               | bad.cnf:1:12: expected ',' or ']', found ')'
            a = ( , )                  | bad.cnf:1:7: expected a value or ')', found ','
            a = "é", b = $             | bad.cnf:1:14: expected a value for b, found '$'
            "secret" = 1               | bad.cnf:1:1: expected the name of a setting, found a string
            1a = 2                     | bad.cnf:1:1: expected the name of a setting, found 1
            """)
    void refusesWithFileLineColumnAndWhatWasExpected(String written, String message) throws Exception {
        assertEquals(message, refusal(written.replace('~', '\n')));
    }

    @Test
    void tellsWhereAStringOrCommentBeginsThatDoesNotEnd() throws Exception {
        assertEquals("bad.cnf:2:13: expected a string that ends with \", found the end of the file before that",
                refusal("a = (\n { pw = \"x\" \"y } )\n"));
        assertEquals("bad.cnf:1:1: expected a comment that ends with */, found the end of the file before that",
                refusal("/* a = 1\n"));
    }

    @Test
    void readsIncludedFilesBesideTheOneThatNamesThem() throws Exception {
        Files.createDirectory(folder.resolve("conf.d"));
        file("conf.d/users.cnf", "@include \"more.cnf\"\nmysql_users = ( { username = \"u\" } )");
        file("conf.d/more.cnf", "datadir = \"/d\"");
        Content content = read("a = 1\n  @include \"conf.d/users.cnf\"\nb = 2");
        assertEquals(Map.of("a", "1", "datadir", "/d", "b", "2"), content.settings());
        assertEquals(folder.resolve("conf.d/users.cnf") + ":2:1", content.positions().get("mysql_users"));
    }

    @Test
    void namesTheIncludedFileInAnError() throws Exception {
        file("users.cnf", "\n= 1");
        assertEquals("users.cnf:2:1: expected the name of a setting, found '='",
                refusal("a = 1\n@include \"users.cnf\"\n"));
        assertTrue(refusal("\n@include \"none.cnf\"").startsWith("bad.cnf:2:1: Config file none.cnf cannot be read"));
    }

    @Test
    void refusesAFileThatIncludesItself() throws Exception {
        assertEquals("bad.cnf:2:2: expected at most 10 files that include each other, found one more: bad.cnf",
                refusal("# here\n @include \"bad.cnf\"\n"));
    }

    @Test
    void refusesTooManyLevels() throws Exception {
        read("a = " + "[".repeat(64) + "]".repeat(64));
        assertTrue(refusal("a = " + "(".repeat(65)).contains("expected at most 64 levels"));
    }

    @Test
    void saysWhichFileCannotBeRead() {
        String message = assertThrows(ConfigRefusedException.class,
                () -> new ConfigFileModule().read(folder.resolve("none.cnf"))).getMessage();
        assertTrue(message.startsWith("Config file " + folder.resolve("none.cnf") + " cannot be read: "), message);
        assertThrows(ConfigRefusedException.class, () -> new ConfigFileModule().read(folder));
    }

    @Test
    void ignoresWhatIsNeitherScalarNorGroupOfScalars() throws Exception {
        Content content = read("a = { b = [1, 2], c = 3 }\nd = ( 1, { e = { } } )");
        assertEquals(Map.of("a", Map.of("c", "3")), content.groups());
        assertEquals(List.of(Map.of()), content.lists().get("d"));
    }

    @Test
    void readsFilesOfOtherEncodingsAndLineEnds() throws Exception {
        assertEquals(Map.of("a", "1", "b", "2"), read("\uFEFFa = 1\r\nb = 2\r\n").settings());
        Path latin = folder.resolve("latin.cnf");
        Files.write(latin, "a = \"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("caf\u00e9", new ConfigFileModule().read(latin).settings().get("a"));
    }

    @Test
    void readsAnEmptyFile() throws Exception {
        assertTrue(read("").settings().isEmpty());
    }

    @Test
    void endsInAnAnswerForAnyTruncatedOrDamagedFile() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(SAMPLE.substring(0, random.nextInt(SAMPLE.length())));
            for (int j = random.nextInt(5); j > 0 && !text.isEmpty(); j--) {
                text.setCharAt(random.nextInt(text.length()), "\"\\{}()[]=:;,#/*@\n\0x9é".charAt(random.nextInt(21)));
            }
            refused += assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isRefused(text.toString()),
                    "seed " + seed);
        }
        assertFalse(refused == 0, "seed " + seed);
    }

    private int isRefused(String text) throws IOException {
        try {
            read(text);
            return 0;
        } catch (ConfigRefusedException e) {
            return 1;
        }
    }
}
