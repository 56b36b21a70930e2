package switchboard.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigFile.SectionRows;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.FileSection;
import switchboard.api.table.Rows;

class WritingTest {
    private static final FileSection VARIABLES = new FileSection("mysql_variables", true, Map.of(), List.of());
    private static final FileSection USERS = new FileSection("mysql_users", false, Map.of(), List.of());
    private static final String ODD = "\"\\\n\r\t\f\b\0\u001b\u007f #/*{}()=;@include'`$\u00e9\u20ac\uFEFF\uFFFF";

    private final ConfigFileModule config = new ConfigFileModule();
    @TempDir
    private Path folder;

    private static SectionRows variables(String[]... rows) {
        return new SectionRows(VARIABLES, "mysql-",
                new Rows(List.of("variable_name", "variable_value"), List.of(rows)));
    }

    private static SectionRows users(List<String> columns, String[]... rows) {
        return new SectionRows(USERS, null, new Rows(columns, List.of(rows)));
    }

    private Content readBack(SectionRows... sections) throws IOException, ConfigRefusedException {
        return config.read(Files.writeString(folder.resolve("written.cnf"), config.write(List.of(sections))));
    }

    @Test
    void writesTextThatPeopleCanEdit() {
        assertEquals("""
                mysql_variables =
                {
                    init_connect = "SET @a=\\"b\\\\c\\""
                    threads = "4"
                }

                mysql_users =
                (
                    {
                        username = "app"
                        password = "12345"
                        default_hostgroup = 10
                    },
                    {
                        username = "b"
                        default_hostgroup = "00"
                    }
                )
                """,
                config.write(List.of(
                        variables(new String[]{"mysql-init_connect", "SET @a=\"b\\c\""},
                                new String[]{"mysql-threads", "4"}),
                        users(List.of("username", "password", "default_hostgroup"), new String[]{"app", "12345", "10"},
                                new String[]{"b", null, "00"}))));
    }

    @Test
    void writesEmptySections() throws Exception {
        Content content = readBack(variables(), users(List.of("username")));
        assertEquals(Map.of("mysql_variables", Map.of()), content.groups());
        assertEquals(Map.of("mysql_users", List.of()), content.lists());
    }

    @Test
    void writesNullOnlyWhereItsColumnHasADefault() throws Exception {
        SectionRows rules = new SectionRows(new FileSection("mysql_query_rules", false, Map.of(), List.of()), null,
                new Rows(List.of("rule_id", "re_modifiers", "username"),
                        List.<String[]>of(new String[]{"1", null, null}, new String[]{"2", "", ""})));
        assertTrue(config.write(List.of(rules)).contains("re_modifiers = [ ]\n"));
        Map<String, String> first = readBack(rules).lists().get("mysql_query_rules").getFirst();
        assertTrue(first.containsKey("re_modifiers") && first.get("re_modifiers") == null, first::toString);
        assertEquals(2, first.size());
    }

    @Test
    void writesNumbersAsLongAsTheyAre() throws Exception {
        SectionRows rows = users(List.of("max_connections"), new String[]{"2147483647"}, new String[]{"2147483648"},
                new String[]{"-9223372036854775808"}, new String[]{"-1"});
        String text = config.write(List.of(rows));
        assertTrue(text.contains("= 2147483647\n") && text.contains("= 2147483648L\n") && text.contains("= -1\n"),
                text);
        assertEquals(List.of("2147483647", "2147483648", "-9223372036854775808", "-1"), readBack(rows).lists()
                .get("mysql_users").stream().map(entry -> entry.get("max_connections")).toList());
    }

    @Test
    void leavesNamesOutThatTheSyntaxCannotExpress() throws Exception {
        Content content = readBack(variables(new String[]{"mysql-a b", "1"}, new String[]{"mysql-threads", "4"}));
        assertEquals(Map.of("threads", "4"), content.groups().get("mysql_variables"));
    }

    @RepeatedTest(50)
    void isReadBackAsItWas(RepetitionInfo repetition) throws Exception {
        long seed = 20_261_121L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<String> columns = List.of("username", "password", "comment", "max_connections");
        List<Map<String, String>> expected = new ArrayList<>();
        String[][] rows = new String[random.nextInt(6)][];
        Map<String, String> expectedVariables = new LinkedHashMap<>();
        String[][] settings = new String[random.nextInt(6)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new String[]{text(random), random.nextBoolean() ? null : text(random), text(random),
                    Integer.toString(random.nextInt())};
            Map<String, String> entry = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                if (rows[i][column] != null) {
                    entry.put(columns.get(column), rows[i][column]);
                }
            }
            expected.add(entry);
        }
        for (int i = 0; i < settings.length; i++) {
            settings[i] = new String[]{"mysql-name_" + i, text(random)};
            expectedVariables.put("name_" + i, settings[i][1]);
        }
        Content content = readBack(variables(settings), users(columns, rows));
        assertEquals(expected, content.lists().get("mysql_users"), "seed " + seed);
        assertEquals(expectedVariables, content.groups().get("mysql_variables"), "seed " + seed);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            if (random.nextBoolean()) {
                text.append(ODD.charAt(random.nextInt(ODD.length())));
            } else {
                int point = random.nextInt(Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
            }
        }
        return text.toString();
    }
}
