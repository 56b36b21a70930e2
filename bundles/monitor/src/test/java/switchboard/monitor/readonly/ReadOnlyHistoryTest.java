package switchboard.monitor.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.server.Server;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.log.Logs;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestVariables;

/**
 * Random histories of servers in the pairs 10/20 and 30/40: they change roles, hang, fail and are loaded again, and after
 * each answer they are where a plain model of the rules has them.
 */
class ReadOnlyHistoryTest {
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final int HISTORIES = Integer.getInteger("histories",
            Boolean.getBoolean("soak") ? 20_000 : 1_000);
    private static final int ROUNDS = 30;
    private static final int MAX_TIMEOUTS = 2;
    private static final String TABLE = "mysql_replication_hostgroups";

    private enum Voice {
        WRITES, READS, NOTHING_USABLE, FAILS, HANGS
    }

    /** One history. */
    private static final class History {
        private final SplittableRandom random;
        private final boolean readersToo;
        private final Map<String, Voice> voices = new TreeMap<>();
        private final Map<String, Set<Integer>> configured = new TreeMap<>();
        private final TestDirectory directory = new TestDirectory();
        private final ReadOnlyCheck check;
        private final ReadOnlyModel model;
        private long loads;

        History(long seed, Logs logs) {
            check = new ReadOnlyCheck(logs);
            random = new SplittableRandom(seed);
            readersToo = random.nextBoolean();
            model = new ReadOnlyModel(readersToo, MAX_TIMEOUTS);
            check.variablesChanged(new TestVariables().with("monitor_read_only_max_timeout_count", MAX_TIMEOUTS)
                    .with("monitor_writer_is_also_reader", readersToo));
            check.bindServers(directory, Map.of(Newest.BUNDLE_ID, 1L));
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                String name = String.valueOf((char) ('a' + i));
                Set<Integer> places = new TreeSet<>();
                for (int hostgroup = 10; hostgroup <= 40; hostgroup += 10) {
                    if (random.nextInt(3) == 0) {
                        places.add(hostgroup);
                    }
                }
                configured.put(name, places.isEmpty() ? Set.of(20) : places);
                voices.put(name, Voice.READS);
            }
            load();
        }

        /** LOAD MYSQL SERVERS TO RUNTIME: everybody is where the rows say. */
        private void load() {
            loads++;
            List<Server> servers = new ArrayList<>();
            configured.forEach((name, places) -> places
                    .forEach(hostgroup -> servers.add(TestDirectory.server(hostgroup, name, 3306))));
            directory.set(servers.toArray(new Server[0]));
            check.bindModules(new Pairs(loads), Map.of(Newest.BUNDLE_ID, loads));
            model.load(configured);
        }

        private void play(String moment) {
            for (int round = 0; round < ROUNDS; round++) {
                if (random.nextInt(10) == 0) {
                    load();
                }
                voices.replaceAll((name, voice) -> random.nextInt(3) > 0
                        ? voice
                        : Voice.values()[random.nextInt(Voice.values().length)]);
                String now = moment + " round=" + round + " readersToo=" + readersToo + " " + voices + " " + configured;
                round(now);
                if (!voices.containsValue(Voice.HANGS)) {
                    Map<String, Set<Integer>> once = places();
                    round(now);
                    assertEquals(once, places(), () -> "the same answers moved servers: " + now);
                }
            }
        }

        private void round(String moment) {
            for (CheckGroup group : check.groups()) {
                CheckTarget target = check.targets(group).getFirst();
                String name = target.hostname();
                Voice voice = voices.get(name);
                check.answered(group, answer(target, voice));
                switch (voice) {
                    case WRITES -> model.says(name, false);
                    case READS, NOTHING_USABLE -> model.says(name, true);
                    case HANGS -> model.hangs(name);
                    case FAILS -> model.fails(name);
                }
                Map<String, Set<Integer>> places = places();
                assertEquals(model.places(), places, () -> name + " " + moment);
                assertTrue(voice != Voice.READS || !places.get(name).contains(10) && !places.get(name).contains(30),
                        () -> "a read-only server writes: " + name + " " + moment);
            }
        }

        private static CheckResult answer(CheckTarget target, Voice voice) {
            long now = CheckClock.SYSTEM.micros();
            return switch (voice) {
                case WRITES, READS, NOTHING_USABLE -> new CheckResult(target, now, 300, "8.0.36",
                        new Rows(List.of("read_only"), List.<String[]>of(
                                new String[]{voice == Voice.NOTHING_USABLE ? null : voice == Voice.READS ? "1" : "0"})),
                        0, null, false);
                case FAILS ->
                    new CheckResult(target, now, 300, "", CheckResult.NO_ROWS, 2013, "Lost connection", false);
                case HANGS -> new CheckResult(target, now, 300, "", CheckResult.NO_ROWS, 2013, "timeout check", true);
            };
        }

        private Map<String, Set<Integer>> places() {
            return directory.servers().hostgroups().values().stream().flatMap(List::stream)
                    .collect(Collectors.groupingBy(server -> server.key().hostname(), TreeMap::new,
                            Collectors.mapping(server -> server.key().hostgroup(),
                                    Collectors.toCollection(TreeSet::new))));
        }
    }

    @Test
    void followsThePlainModelAfterEachAnswer() {
        Logs logs = new Logs(CheckClock.SYSTEM);
        for (int history = 0; history < HISTORIES; history++) {
            long seed = SEED + history;
            new History(seed, logs).play("seed=" + seed);
        }
    }

    /** Both pairs, after so many LOADs. */
    private record Pairs(long loads) implements LoadedModules {
        private static final ConfigTable DEFINITION = new ConfigTable(new TableDefinition(TABLE, ""), "", null, null);
        private static final List<String> COLUMNS = List.of("writer_hostgroup", "reader_hostgroup", "check_type",
                "comment");

        @Override
        public List<String> modules() {
            return List.of("MYSQL SERVERS");
        }

        @Override
        public Optional<LoadedModule> loaded(String module) {
            Rows rows = new Rows(COLUMNS, List.<String[]>of(new String[]{"10", "20", "read_only", ""},
                    new String[]{"30", "40", "read_only", ""}));
            return Optional.of(new LoadedModule(module, loads, 0,
                    List.of(new LoadedTable(DEFINITION, rows, rows, () -> rows)), () -> true));
        }
    }
}
