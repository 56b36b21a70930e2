/**
 * The history of the statistics: tables in the file, and who fills them.
 */
@Export
@Version("1.0.0")
package switchboard.api.stats;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
