/**
 * Commands that bundles bring to the admin port.
 */
@Export
@Version("1.0.0")
package switchboard.api.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
