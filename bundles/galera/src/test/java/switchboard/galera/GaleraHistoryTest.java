package switchboard.galera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;

/** Random histories of scripted nodes: after each round the servers are where a plain model of the rules has them. */
class GaleraHistoryTest {
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final int HISTORIES = Integer.getInteger("histories",
            Boolean.getBoolean("soak") ? 20_000 : 3_000);
    private static final int ROUNDS = 30;

    private final Map<String, GaleraNode> nodes = new TreeMap<>();

    @Test
    void followsThePlainModelInEachRound() {
        for (int history = 0; history < HISTORIES; history++) {
            play(SEED + history);
        }
    }

    private void play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClusterRow row = new ClusterRow(10, 11, 12, 13, true, random.nextInt(4),
                ReaderHostgroup.values()[random.nextInt(3)], random.nextBoolean() ? 100 : 0);
        GaleraModel model = new GaleraModel(row, GaleraSettings.DEFAULT.maxTimeouts());
        StringBuilder text = new StringBuilder();
        nodes.clear();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int weight = 1 + random.nextInt(3);
            String name = String.valueOf((char) ('a' + i));
            nodes.put(name, new GaleraNode());
            model.add(name, weight);
            text.append(" 12:").append(name).append('*').append(weight);
        }
        Directory directory = new Directory(text.toString());
        GaleraCheck check = new GaleraCheck(() -> List.of(row), () -> directory);
        Answers answers = new Answers(check);
        for (int round = 0; round < ROUNDS; round++) {
            String moment = "seed=" + seed + " round=" + round + " " + row;
            if (random.nextInt(3) > 0 && round > 0) {
                nodes.values().stream().skip(random.nextInt(nodes.size())).findFirst().orElseThrow().change(random);
            }
            String before = directory.toString();
            round(answers, model);
            verify(directory, model, moment + " before=" + before);
            if (nodes.values().stream().noneMatch(node -> node.voice == GaleraNode.Voice.HANGS)) {
                String once = directory.toString();
                round(answers, model);
                assertEquals(once, directory.toString(), "the same answers moved servers: " + moment);
            }
        }
    }

    private void round(Answers answers, GaleraModel model) {
        answers.round(target -> nodes.get(target.hostname()).answer(answers, target));
        model.see(nodes);
    }

    private void verify(Directory directory, GaleraModel model, String moment) {
        List<String> writers = directory.servers().in(10).stream()
                .filter(server -> server.status() == ServerStatus.ONLINE).map(server -> server.key().hostname())
                .toList();
        assertEquals(model.writers().stream().sorted().toList(), writers, () -> moment + "\n" + directory);
        for (Map.Entry<String, GaleraNode> node : nodes.entrySet()) {
            String name = node.getKey();
            String where = model.what(name) + " " + name + " " + moment + "\n" + directory;
            boolean speaks = node.getValue().voice == GaleraNode.Voice.ANSWERS;
            boolean saysReadOnly = speaks && node.getValue().is("READ_ONLY", "ON");
            assertTrue(!saysReadOnly || !writers.contains(name), () -> "a read-only server writes: " + where);
            if (speaks) {
                assertEquals(model.reads(name), isOnline(directory, 12, name), () -> "reads: " + where);
            }
            switch (model.what(name)) {
                case WAITS -> assertTrue(isOnline(directory, 11, name) && has(directory, 10, name), where);
                case OFFLINE -> assertTrue(isOnline(directory, 13, name) && !has(directory, 10, name)
                        && !has(directory, 11, name) && !has(directory, 12, name), where);
                case ENDS_WRITING -> assertTrue(has(directory, 10, name) && isOnline(directory, 13, name), where);
                case ENDS_READING -> assertTrue(has(directory, 12, name) && isOnline(directory, 13, name), where);
                case WRITES, READS -> assertTrue(!has(directory, 11, name) && !has(directory, 13, name), where);
            }
        }
    }

    private static boolean has(Directory directory, int hostgroup, String name) {
        return directory.servers().in(hostgroup).stream().anyMatch(server -> server.key().hostname().equals(name));
    }

    private static boolean isOnline(Directory directory, int hostgroup, String name) {
        return directory.servers().in(hostgroup).stream().filter(server -> server.key().hostname().equals(name))
                .map(Server::status).anyMatch(ServerStatus.ONLINE::equals);
    }
}
