/**
 * Versions, epochs and checksums of what is loaded: by them the nodes of a cluster tell who has the newest
 * configuration.
 */
@Export
@Version("1.0.0")
package switchboard.api.checksum;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
