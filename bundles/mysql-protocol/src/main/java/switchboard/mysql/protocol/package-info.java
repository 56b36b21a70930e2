/**
 * The MySQL wire format: constants, length-encoded values, packets on a channel.
 *
 * <p>A library: no service, no thread and no clock of its own; nothing here outlives a replacement of its users.
 * Sources: "MySQL Source Code Documentation, Client/Server Protocol" and "MariaDB Server Documentation,
 * Client/Server Protocol".
 *
 * <p>Numbers from the wire are compared with what is readable before anything is allocated; what does not fit is a
 * {@link switchboard.mysql.protocol.MalformedPacketException}.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
