/**
 * The accounts of clients and towards backends.
 */
@Export
@Version("1.0.0")
package switchboard.api.user;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
