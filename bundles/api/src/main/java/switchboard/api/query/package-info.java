/**
 * What the proxy asks on the way of a query, and what watches queries.
 */
@Export
@Version("1.0.0")
package switchboard.api.query;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
