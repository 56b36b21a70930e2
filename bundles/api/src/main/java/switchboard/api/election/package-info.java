/**
 * One primary among the nodes of a cluster, and one order of changes: what the cluster needs in primary mode only.
 */
@Export
@Version("1.0.0")
package switchboard.api.election;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
