/**
 * Following answers and commands by their packet headers, over bytes that are forwarded as they are.
 *
 * <p>The path of every query: nothing here allocates per query or per row, copies a row, or trusts a number. Only what a server
 * reports of a changed session, and what is done for clients that cache definitions, or lack CLIENT_DEPRECATE_EOF or
 * CLIENT_SESSION_TRACK, costs more.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.track;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
