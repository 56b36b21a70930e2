/**
 * Event loops and outgoing connections.
 */
@Export
@Version("1.0.0")
package switchboard.api.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
