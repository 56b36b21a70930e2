/**
 * The hash behind ProxySQL's digests and checksums.
 *
 * <p>It stands here because two bundles need it that may not import each other: {@code query-digest} for a statement at
 * a time, {@code checksum} for tables of any size. No well-kept library on Maven Central has SpookyHash.
 */
@Export
@Version("1.0.0")
package switchboard.mysql.protocol.hash;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
