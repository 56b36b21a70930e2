/**
 * What the clusters have in common: four hostgroups, an order of writers, a draft of where the servers should be. A
 * library of pure functions and plain values for the topology bundles: no service, no thread, no clock of its own.
 */
@Export
@Version("1.0.0")
package switchboard.topology;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
