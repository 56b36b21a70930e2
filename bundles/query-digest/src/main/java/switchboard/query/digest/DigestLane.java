package switchboard.query.digest;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryDigester;
import switchboard.query.digest.text.DigestComputation;
import switchboard.query.digest.text.DigestOptions;

/** Digests for one event loop: a text becomes a String when its digest is new here. */
final class DigestLane implements QueryDigester.Lane {
    /** Digests that a lane remembers; a text has at most mysql-query_digests_max_digest_length bytes. */
    private static final int MAX_DIGESTS = 65_536;

    private final Supplier<DigestOptions> inForce;
    private final DigestCache known = new DigestCache(MAX_DIGESTS);
    private final DigestComputation computation;
    private DigestOptions options;
    private boolean computed;

    /** @param inForce the options in force, asked once for a query */
    DigestLane(Supplier<DigestOptions> inForce) {
        this.inForce = inForce;
        options = inForce.get();
        computation = new DigestComputation(options);
    }

    @Override
    public QueryDigest digest(ByteBuf query, int index, int length) {
        DigestOptions now = inForce.get();
        if (now != options) {
            options = now;
            computation.options(now);
            known.clear();
        }
        computed = now.enabled();
        if (!computed) {
            return null;
        }
        computation.compute(query, index, length);
        QueryDigest digest = known.get(computation.hash());
        return digest == null ? remember() : digest;
    }

    private QueryDigest remember() {
        String text = new String(computation.text(), 0, computation.shownLength(), StandardCharsets.UTF_8);
        QueryDigest digest = new QueryDigest(computation.hash(), text);
        known.put(digest);
        return digest;
    }

    @Override
    public String firstComment() {
        return computed ? computation.firstComment() : null;
    }

    @Override
    public boolean hidesCommand() {
        return computed && computation.hidesCommand();
    }
}
