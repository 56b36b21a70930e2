package switchboard.aurora;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.ServerStatus;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;

/** Random histories of a scripted cluster: after each round the servers are where a plain model of the rules has them. */
class AuroraHistoryTest {
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final int HISTORIES = Integer.getInteger("histories",
            Boolean.getBoolean("soak") ? 20_000 : 1_000);
    private static final int ROUNDS = 30;
    private static final List<String> COLUMNS = List.of("SERVER_ID", "SESSION_ID", "LAST_UPDATE_TIMESTAMP",
            "REPLICA_LAG_IN_MILLISECONDS", "CPU");

    private final Map<String, Integer> lags = new TreeMap<>();
    private String writer;

    @Test
    void followsThePlainModelInEachRound() {
        for (int history = 0; history < HISTORIES; history++) {
            play(SEED + history);
        }
    }

    private void play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AuroraRow row = row(random);
        Set<String> known = new TreeSet<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            known.add(name(i));
        }
        lags.clear();
        known.forEach(name -> lags.put(name, 0));
        writer = null;
        Directory directory = new Directory(
                known.stream().map(name -> "12:" + name + ".x").collect(Collectors.joining(" ")));
        Answers answers = new Answers(new AuroraCheck(() -> List.of(row), () -> directory, random.split()));
        AuroraModel model = new AuroraModel(row, known);
        for (int round = 0; round < ROUNDS; round++) {
            String moment = "seed=" + seed + " round=" + round + " " + row + " before=" + directory;
            change(random);
            int voice = random.nextInt(8);
            answers.round(target -> answer(answers, target, voice));
            if (voice > 1) {
                model.see(lags, writer);
            }
            String once = directory.toString();
            verify(directory, model, moment + " writer=" + writer + " " + lags);
            answers.round(target -> answer(answers, target, 0));
            assertEquals(once, directory.toString(), () -> "a failure moved servers: " + moment);
        }
    }

    private static AuroraRow row(SplittableRandom random) {
        AuroraRow.Lag lag = new AuroraRow.Lag(Duration.ofMillis(100), Duration.ofMillis(random.nextInt(3) * 10L),
                Duration.ofMillis(random.nextInt(2) * 30L), 1 + random.nextInt(3));
        return new AuroraRow(10, 12, true, 3306, ".x", lag, Duration.ofSeconds(1), Duration.ofMillis(800),
                random.nextBoolean(), 7);
    }

    private static String name(int number) {
        return String.valueOf((char) ('a' + number));
    }

    /** Servers come, go and lag, and sometimes another one writes, or nobody for a while. */
    private void change(SplittableRandom random) {
        String any = name(random.nextInt(6));
        switch (random.nextInt(6)) {
            case 0 -> writer = lags.containsKey(any) ? any : writer;
            case 1 -> lags.putIfAbsent(any, 20);
            case 2 -> {
                if (lags.size() > 1) {
                    lags.remove(any);
                }
            }
            case 3 -> writer = null;
            default -> lags.replaceAll((name, lag) -> random.nextInt(3) == 0 ? random.nextInt(130) : lag);
        }
        writer = writer != null && lags.containsKey(writer) ? writer : null;
        lags.computeIfPresent(writer == null ? "" : writer, (name, lag) -> 0);
    }

    /** @param voice 0 for a timeout, 1 for an error, else an answer */
    private CheckResult answer(Answers answers, CheckTarget target, int voice) {
        if (voice <= 1) {
            return voice == 0 ? answers.timeout(target) : answers.error(target, "gone");
        }
        List<String[]> rows = new ArrayList<>();
        lags.forEach((name, lag) -> rows.add(new String[]{name, name.equals(writer) ? "MASTER_SESSION_ID" : "s-" + name,
                "2026-01-01 00:00:00", Integer.toString(lag), "3.6"}));
        return answers.rows(target, COLUMNS, rows);
    }

    private void verify(Directory directory, AuroraModel model, String moment) {
        assertEquals(model.writers(), names(directory, 10), () -> moment + "\n" + directory);
        assertEquals(model.readers(), names(directory, 12), () -> moment + "\n" + directory);
    }

    private static Set<String> names(Directory directory, int hostgroup) {
        return directory.servers().in(hostgroup).stream()
                .map(server -> server.key().hostname().replace(".x", "")
                        + (server.status() == ServerStatus.SHUNNED_REPLICATION_LAG ? "=late" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
