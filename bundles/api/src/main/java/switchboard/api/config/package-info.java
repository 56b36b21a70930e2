/**
 * Configuration: tables of a module, the four layers, and the engine behind every LOAD and SAVE.
 */
@Export
@Version("1.0.0")
package switchboard.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
