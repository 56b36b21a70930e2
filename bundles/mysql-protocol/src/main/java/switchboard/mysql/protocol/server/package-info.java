/**
 * The side of a login that asks for the password: the handshake of a new connection and COM_CHANGE_USER.
 *
 * <p>{@link switchboard.mysql.protocol.server.LoginConversation} is the machine, without channel or time;
 * {@link switchboard.mysql.protocol.server.LoginHandler} puts it on a new channel,
 * {@link switchboard.mysql.protocol.server.ReAuthentication} on one that is in use.
 *
 * <p>Proofs are computed on the event loop: microseconds, except where a client of caching_sha2_password sends the
 * password itself and only a hash is stored. Then SHA-256-crypt takes milliseconds, and RSA another one, until the
 * caller keeps what {@link switchboard.mysql.protocol.server.Login#secret} gave away.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
