/**
 * The variables in force ({@code global_variables}), and who wants to hear of their changes.
 */
@Export
@Version("1.0.0")
package switchboard.api.variables;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
