/**
 * Tables that administrators read and edit: their definitions, their rows, and how typed SQL reaches them.
 */
@Export
@Version("1.0.0")
package switchboard.api.table;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
