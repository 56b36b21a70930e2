package switchboard.api.config;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the modules were given by LOAD TO RUNTIME, or at their start. Any thread; nothing here waits. */
@ProviderType
public interface LoadedModules {
    /** Names of the modules that are there, sorted. */
    List<String> modules();

    /** A module that is there and has had its rows. */
    Optional<LoadedModule> loaded(String module);
}
