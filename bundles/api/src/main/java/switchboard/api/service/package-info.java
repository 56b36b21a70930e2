/**
 * Help for those who keep one service of several: during a replacement two instances of a module live at once.
 */
@Export
@Version("1.0.0")
package switchboard.api.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
