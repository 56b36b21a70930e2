package switchboard.config.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.FileSection;
import switchboard.api.table.Rows;

class ConfigFileModuleTest {
    private final ConfigFileModule module = new ConfigFileModule();

    @TempDir
    private Path folder;

    @Test
    void readsSettingsGroupsAndListsInAllSpellings() throws Exception {
        Content content = read("""
                # a comment
                datadir = "/var/lib/x" // another
                mysql_variables : { threads = 4; max_connections : 0x10, have_ssl=true, size = 5000000000L }
                /* a long
                   one */
                mysql_servers =
                (
                    { address="a" "b"  port=3306 , hostgroup=0 },
                    { address="tab\\there \\"q\\" \\x41" },
                )
                empty = []
                """);
        assertEquals(Map.of("datadir", "/var/lib/x"), content.settings());
        assertEquals(Map.of("threads", "4", "max_connections", "16", "have_ssl", "true", "size", "5000000000"),
                content.groups().get("mysql_variables"));
        assertEquals(List.of(Map.of("address", "ab", "port", "3306", "hostgroup", "0"),
                Map.of("address", "tab\there \"q\" A")), content.lists().get("mysql_servers"));
        assertEquals(List.of(), content.lists().get("empty"));
    }

    @Test
    void followsIncludesBesideTheFile() throws Exception {
        Files.writeString(folder.resolve("more.cnf"), "admin_variables = { read_only = false }");
        assertEquals(Map.of("read_only", "false"),
                read("@include \"more.cnf\"\ndatadir=\"x\"").groups().get("admin_variables"));
    }

    @Test
    void endsAtFilesThatIncludeThemselves() {
        ConfigRefusedException refused = assertThrows(ConfigRefusedException.class,
                () -> read("@include \"test.cnf\""));
        assertEquals(folder.resolve("test.cnf") + ":1:1: more than 10 files include each other", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "a = | 1:4: expected a value: a string in double quotes, a number, true or false, found the end of the file",
            "a b | 1:3: expected '=' or ':', found 'b'",
            "a = { b = 1 | 1:12: expected a name, found the end of the file",
            "a = ( { b = 1 } { | 1:17: expected ',' or ')', found '{'",
            "a = ( b ) | 1:7: expected '{' or ')', found 'b'",
            "a = \"x | 1:5: a string begins here and doesn't end: expected '\"'",
            "a = 12x | 1:5: expected a number, found '12x'",
            "a = 1 a = 2 | 1:7: 'a' stands here a second time, first at 1:1",
            "a = { b = 1 b = 2 } | 1:13: 'b' stands twice in this group",
            "/* x | 1:1: a comment begins here and doesn't end",
            "? | 1:1: unexpected character '?'"})
    void namesFileLineColumnAndWhatWasExpected(String text, String message) {
        ConfigRefusedException refused = assertThrows(ConfigRefusedException.class, () -> read(text));
        assertEquals(message, refused.getMessage().replace(folder.resolve("test.cnf") + ":", ""));
    }

    @Test
    void whatIsWrittenIsReadBackEqual() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String[]> rows = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                rows.add(new String[]{text(random), random.nextBoolean() ? null : text(random),
                        String.valueOf(random.nextInt())});
            }
            var section = new FileSection("rows", false, Map.of(), List.of());
            Content read = read(
                    module.write(List.of(new SectionRows(section, null, new Rows(List.of("a", "b", "c"), rows)))));
            List<Map<String, String>> found = read.lists().get("rows");
            for (int i = 0; i < rows.size(); i++) {
                Map<String, String> entry = found.get(i);
                assertArrayEquals(rows.get(i), new String[]{entry.get("a"), entry.get("b"), entry.get("c")},
                        "seed " + seed);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String letters = "ab \"\\\n\r\t\f\u0001#/*{}()=;,0é漢";
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private Content read(String text) throws ConfigRefusedException, IOException {
        Path file = folder.resolve("test.cnf");
        Files.writeString(file, text);
        return module.read(file);
    }
}
