package switchboard.cluster.election;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.Util;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;

/**
 * Who counts: candidates that go by the same list of candidates, which each carries in its address. While a change of
 * the list spreads, those that do not know it yet take part in the log but make no majority with those that do: of two
 * lists that differ by one candidate, only one has a majority at a time.
 */
final class Electorate {
    private static final String KEY = "electorate";
    private static final int BYTES = 8;

    private final ElectionSetup setup;
    private final byte[] list;

    Electorate(ElectionSetup setup) {
        this.setup = setup;
        this.list = digest(setup.candidates().stream().map(Candidate::name).sorted()
                .collect(Collectors.joining("\n")));
    }

    private static byte[] digest(String names) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8)),
                    BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }

    /** A new address with the list; JGroups joins it with that of its Raft. */
    Address address() {
        return ExtendedUUID.randomUUID(setup.self()).put(KEY, list);
    }

    /** The names of those who count. */
    Set<String> among(Collection<Address> members) {
        return members.stream().filter(this::counts).map(Electorate::name).collect(Collectors.toSet());
    }

    private boolean counts(Address member) {
        return member instanceof ExtendedUUID known && Arrays.equals(list, known.get(KEY));
    }

    static String name(Address address) {
        byte[] id = address instanceof ExtendedUUID known ? known.get(RAFT.raft_id_key) : null;
        return id == null ? String.valueOf(address) : Util.bytesToString(id);
    }

    boolean isMajority(Set<String> seen) {
        long there = setup.candidates().stream().filter(each -> seen.contains(each.name())).count();
        return there > setup.candidates().size() / 2;
    }
}
