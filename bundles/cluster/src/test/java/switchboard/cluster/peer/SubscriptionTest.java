package switchboard.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;

class SubscriptionTest {
    private static final List<String> COLUMNS = List.of("global_checksum", "primary", "designation", "waited",
            "checksums");
    private static final ModuleChecksum USERS = new ModuleChecksum("mysql_users", 2, 1795173600, "0xA");
    private static final ModuleChecksum RULES = new ModuleChecksum("mysql_query_rules", 1, 1795173601, "0xB");

    private static Optional<Subscription> read(String... row) {
        return Subscription.of(new Rows(COLUMNS, List.<String[]>of(row)));
    }

    @Test
    void isReadAsItWasSent() {
        Subscription news = new Subscription("4711", "n1:6032", 3, false, List.of(RULES, USERS));
        assertEquals(Optional.of(news), Subscription.of(news.answer()));
        Subscription nothing = new Subscription("4711", "", 0, true, List.of());
        assertEquals(Optional.of(nothing), Subscription.of(nothing.answer()));
    }

    @Test
    void rowsOfAModuleComeAlong() {
        for (int width : new int[]{2, 5, 6, 12}) {
            List<String> names = IntStream.range(0, width).mapToObj(i -> "v" + i).toList();
            String[] row = new String[width];
            row[0] = "mysql_users";
            row[width - 1] = "x";
            Subscription news = new Subscription("4711", "n1:6032", 3, false, List.of(RULES, USERS),
                    new CarriedRows("mysql_users", new Rows(names, List.<String[]>of(row, row))));
            Subscription read = Subscription.of(news.answer()).orElseThrow();
            assertEquals(news.checksums(), read.checksums());
            assertTrue(read.carried().isOf("mysql_users"));
            assertFalse(read.carried().isOf("mysql_query_rules"));
            assertEquals(2, read.carried().rows().size());
            assertArrayEquals(row, Arrays.copyOf(read.carried().rows().values().getFirst(), width));
        }
        assertFalse(CarriedRows.NONE.isOf(""));
    }

    @Test
    void nonsenseIsNone() {
        assertEquals(Optional.empty(), Subscription.of(Subscription.refusal()));
        assertEquals(Optional.empty(), Subscription.of(new Rows(COLUMNS.subList(0, 4), List.of())));
        List<String> wide = new ArrayList<>(COLUMNS);
        wide.add("module");
        assertEquals(Optional.empty(), Subscription.of(new Rows(wide, List.of())));
        assertEquals(Optional.empty(),
                Subscription.of(new Rows(wide, List.<String[]>of(new String[]{"4711", "", "0", "0", "", null}))));
        assertEquals(Optional.empty(), read("4711", "", "x", "0", ""));
        assertEquals(Optional.empty(), read("4711", null, "0", "0", ""));
        assertEquals(Optional.empty(), read("4711", "x".repeat(301), "0", "0", ""));
        for (String list : List.of("mysql_users", "mysql_users 1 2", "mysql_users x 2 0xA", "mysql_users 1 -2 0xA",
                "mysql_users 1 2 0xA\nmysql_users 1 2 0xA", "x".repeat(1 << 17))) {
            assertEquals(Optional.empty(), read("4711", "", "0", "0", list), list);
        }
    }
}
