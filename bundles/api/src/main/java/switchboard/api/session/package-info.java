/**
 * The clients' sessions.
 */
@Export
@Version("1.0.0")
package switchboard.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
