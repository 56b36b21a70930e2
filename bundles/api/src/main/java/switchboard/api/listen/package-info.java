/**
 * Protocols on accepted connections.
 */
@Export
@Version("1.2.0")
package switchboard.api.listen;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
