package switchboard.api.query;

import org.osgi.annotation.versioning.ProviderType;

/** What rules may look at. */
@ProviderType
public interface QueryFacts {
    QueryOrigin origin();

    /** The digest, or null while digests are off. */
    QueryDigest digest();

    /** The statement as text: decoded when it is first asked for. */
    String text();

    /** The chain in which evaluation begins; 0 unless an earlier query of the session set next_query_flagIN. */
    int flagIn();

    /** True for EXECUTE of a prepared statement: its text is not rewritten. */
    boolean prepared();
}
