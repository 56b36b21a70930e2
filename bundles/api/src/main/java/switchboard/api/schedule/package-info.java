/**
 * Programs that run at intervals: how one instance of the scheduler learns of another.
 */
@Export
@Version("1.0.0")
package switchboard.api.schedule;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
