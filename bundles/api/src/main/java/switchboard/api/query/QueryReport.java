package switchboard.api.query;

import org.osgi.annotation.versioning.ProviderType;

/** A finished query. */
@ProviderType
public interface QueryReport {
    /** The digest, or null while digests are off. */
    QueryDigest digest();

    QueryOrigin origin();

    /** The hostgroup that answered; -1 for an answer from the cache, -2 for an answer of the proxy itself. */
    int hostgroup();

    /** Microseconds from the command's arrival to the answer's end. */
    long tookMicros();

    long rowsAffected();

    long rowsSent();

    /** MySQL's error code, or 0. */
    int errorCode();
}
