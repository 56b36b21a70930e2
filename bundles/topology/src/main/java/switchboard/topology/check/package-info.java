/**
 * What the checks of clusters have in common: whom to ask, what was missed, what is noted, what a successor takes over.
 */
@Export
@Version("1.0.0")
package switchboard.topology.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
