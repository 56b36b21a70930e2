package switchboard.group.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.ClusterRow;
import switchboard.topology.ClusterRow.ReaderHostgroup;
import switchboard.topology.rig.Answers;
import switchboard.topology.rig.Directory;

/**
 * Random histories of scripted members: after each round the servers are where a plain model of the rules has them. Writers
 * 10, backup writers 11, readers 12, offline 13.
 */
class GroupReplicationHistoryTest {
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final int HISTORIES = Integer.getInteger("histories",
            Boolean.getBoolean("soak") ? 20_000 : 3_000);
    private static final int ROUNDS = 30;

    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<String, Integer> places = new TreeMap<>(); // the model: 10, 11, 12 or 13
    private final Map<String, Integer> timeouts = new HashMap<>();

    @Test
    void followsThePlainModelInEachRound() {
        for (int history = 0; history < HISTORIES; history++) {
            play(SEED + history);
        }
    }

    private void play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClusterRow row = new ClusterRow(10, 11, 12, 13, true, random.nextInt(4),
                ReaderHostgroup.values()[random.nextInt(3)], 0);
        List.of(members, weights, places, timeouts).forEach(Map::clear);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            String name = String.valueOf((char) ('a' + i));
            members.put(name, new Member());
            weights.put(name, 1 + random.nextInt(3));
            places.put(name, 12);
            text.append(" 12:").append(name).append('*').append(weights.get(name));
        }
        Directory directory = new Directory(text.toString());
        Answers answers = new Answers(new GroupReplicationCheck(() -> List.of(row), () -> directory));
        for (int round = 0; round < ROUNDS; round++) {
            if (random.nextInt(3) > 0) {
                members.values().stream().skip(random.nextInt(members.size())).findFirst().orElseThrow().change(random);
            }
            String moment = "seed=" + seed + " round=" + round + " " + row + " before=" + directory;
            answers.round(target -> members.get(target.hostname()).answer(answers, target));
            model(row);
            verify(directory.servers(), row, moment + " after=" + directory);
            if (members.values().stream().noneMatch(member -> member.voice == Member.Voice.HANGS)) {
                String once = directory.toString();
                answers.round(target -> members.get(target.hostname()).answer(answers, target));
                model(row);
                assertEquals(once, directory.toString(), "the same answers moved servers: " + moment);
            }
        }
    }

    private void model(ClusterRow row) {
        members.forEach((name, member) -> {
            boolean hangs = member.voice == Member.Voice.HANGS;
            timeouts.put(name, hangs ? timeouts.getOrDefault(name, 0) + 1 : 0);
            if (hangs && timeouts.get(name) < 3) {
                return;
            }
            if (member.voice != Member.Voice.ANSWERS || !member.viable) {
                places.put(name, 13);
            } else if (member.readOnly) {
                places.put(name, 12);
            } else if (places.get(name) != 11) {
                places.put(name, 10);
            }
        });
        List<String> writers = in(10);
        List<String> backups = in(11);
        while (writers.size() > row.maxWriters()) {
            places.put(writers.removeLast(), 11);
        }
        while (writers.size() < row.maxWriters() && !backups.isEmpty()) {
            writers.add(backups.getFirst());
            places.put(backups.removeFirst(), 10);
        }
    }

    private List<String> in(int hostgroup) {
        return new ArrayList<>(places.keySet().stream().filter(name -> places.get(name) == hostgroup).sorted(
                Comparator.<String>comparingInt(weights::get).thenComparing(Comparator.naturalOrder()).reversed())
                .toList());
    }

    private void verify(ServersSnapshot servers, ClusterRow row, String moment) {
        for (int hostgroup : List.of(10, 11, 13)) {
            assertEquals(in(hostgroup).stream().sorted().toList(),
                    servers.in(hostgroup).stream().map(server -> server.key().hostname()).toList(),
                    () -> "hostgroup " + hostgroup + " " + moment);
        }
        members.forEach((name, member) -> {
            boolean reads = servers.in(12).stream().anyMatch(server -> server.key().hostname().equals(name));
            if (member.voice == Member.Voice.ANSWERS) {
                assertEquals(reads(name, row), reads, () -> name + " reads " + moment);
                boolean writes = servers.in(10).stream().anyMatch(server -> server.key().hostname().equals(name));
                assertFalse(member.readOnly && writes, () -> "a read-only server writes: " + name + " " + moment);
            }
        });
    }

    private boolean reads(String name, ClusterRow row) {
        return switch (places.get(name)) {
            case 12 -> true;
            case 13 -> false;
            case 11 -> row.writerIsAlsoReader() != ReaderHostgroup.READERS_ONLY;
            default -> row.writerIsAlsoReader() == ReaderHostgroup.WRITERS_TOO
                    || row.writerIsAlsoReader() == ReaderHostgroup.BACKUP_WRITERS_TOO && in(11).isEmpty();
        };
    }
}
