package switchboard.cluster.pull;

import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.LoadedModules;

/** What a pull works on, as it is now; null while nobody provides it. */
public interface PullServices {
    ConfigEngine engine();

    LoadedModules modules();

    Checksums checksums();
}
