package switchboard.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/** Knows the checksums of what runs (whiteboard service); the history keeps them with each version. */
@ConsumerType
public interface ChecksumSource {
    /** The checksum of the module as it runs now ({@code 0x…}), or empty. Called on the thread of a LOAD; returns soon. */
    String checksum(String module);
}
