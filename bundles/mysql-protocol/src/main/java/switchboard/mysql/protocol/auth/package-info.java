/**
 * Passwords: how they are stored, how they are proven, and how they travel.
 *
 * <p>No {@code toString} in this package shows a secret. Comparisons take the same time wherever the first difference
 * is.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.auth;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
