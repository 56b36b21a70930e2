package switchboard.api.query;

import io.netty.buffer.ByteBuf;
import org.osgi.annotation.versioning.ProviderType;

/** Computes digests (ProxySQL manual, mysql-query_digests). */
@ProviderType
public interface QueryDigester {
    /** A lane of its own for each event loop. */
    Lane newLane();

    /** Digests for one thread; not thread-safe. Without allocation for a digest it has seen. */
    interface Lane {
        /**
         * Borrows the buffer.
         *
         * @param query the statement's bytes at {@code index}, {@code length} of them
         * @return the digest, or null while mysql-query_digests is false
         */
        QueryDigest digest(ByteBuf query, int index, int length);

        /** The first comment of the statement last given to {@link #digest}, at most 1024 bytes, or null. */
        String firstComment();

        /**
         * Whether that statement has a command that the digest's text doesn't show, as MariaDB's executable comments.
         */
        boolean hidesCommand();
    }
}
