/**
 * One record for each packet, and the writers of result sets.
 *
 * <p>{@code decode} borrows a buffer whose reader index stands on the first byte of the payload and whose readable
 * bytes are the payload. {@code encode} borrows a buffer, appends whole packets with headers and returns the sequence
 * id that follows.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.packet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
