/**
 * The side of a login that proves a password: to a server, on a new channel.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
