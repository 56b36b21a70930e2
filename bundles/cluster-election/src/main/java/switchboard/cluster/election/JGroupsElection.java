package switchboard.cluster.election;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.election.Election;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;

/** The election by JGroups and its Raft. Nothing of it is loaded before somebody joins. */
@Component(service = Election.class)
public final class JGroupsElection implements Election {
    private final Path folder;
    private final Set<Member> members = ConcurrentHashMap.newKeySet();

    @Activate
    public JGroupsElection(BundleContext context) {
        this(Path.of(context.getProperty("switchboard.datadir")).resolve("cluster-election"));
    }

    JGroupsElection(Path folder) {
        this.folder = folder;
    }

    @Override
    public Membership join(ElectionSetup setup, ElectionFollower follower) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder of the election", failed);
        }
        Member member = new Member(setup, folder, follower);
        members.add(member);
        member.start();
        return member;
    }

    /** Who has forgotten to leave leaves now. */
    @Deactivate
    void stop() {
        members.forEach(Member::close);
        members.clear();
    }
}
