/**
 * What servers are asked at intervals, and who decides by the answers. {@code monitor} schedules, connects, logs and
 * calls; a topology brings a {@link switchboard.api.check.HealthCheck} and changes servers through {@code
 * ServerDirectory.change}.
 */
@Export
@Version("1.0.0")
package switchboard.api.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
