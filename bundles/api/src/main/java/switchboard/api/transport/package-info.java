/**
 * Event loops, outgoing connections, TLS.
 */
@Export
@Version("1.1.0")
package switchboard.api.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
