/**
 * Installing, replacing, stopping and starting bundles while the rest works.
 */
@Export
@Version("1.0.0")
package switchboard.api.modules;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
