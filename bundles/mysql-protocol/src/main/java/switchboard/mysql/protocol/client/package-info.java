/**
 * The side of a client: proves a password to a server on a new channel, asks, and reads the answers.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
