package switchboard.api.query;

import java.util.Objects;

/**
 * The digest of a query; a lane gives the same object for the same digest as long as it remembers it.
 *
 * @param hash ProxySQL's digest
 * @param text the digest text, cut to mysql-query_digests_max_digest_length
 */
public record QueryDigest(long hash, String text) {
    public QueryDigest {
        Objects.requireNonNull(text);
    }

    /** As ProxySQL prints it: {@code 0x} and 16 upper-case hex digits. */
    public String hex() {
        return String.format("0x%016X", hash);
    }
}
