package switchboard.api.modules;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Installs, replaces, stops and starts modules while the rest works. Calls block until done: never on an event loop. */
@ProviderType
public interface ModuleControl {
    /** All modules, sorted by name; during a replacement two of one name. */
    List<ModuleInfo> list();

    /** Starts a stopped module by its name ({@code mysql-query-rules}). */
    void start(String name) throws ModuleException;

    /** Stops a module: its feature is off until it is started again. */
    void stop(String name) throws ModuleException;

    /**
     * Puts the bundle of a jar in the place of the one with its symbolic name, make before break; installs it if there
     * is none. On failure the running one goes on, never having stopped.
     *
     * @return what runs now
     */
    ModuleInfo replace(Path jar) throws ModuleException;
}
