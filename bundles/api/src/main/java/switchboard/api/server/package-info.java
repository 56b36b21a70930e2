/**
 * Hostgroups and servers with their live state.
 */
@Export
@Version("1.1.0")
package switchboard.api.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
