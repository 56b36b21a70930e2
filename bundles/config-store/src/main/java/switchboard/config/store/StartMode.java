package switchboard.config.store;

import java.util.Locale;

/** Which rows count at the start (ProxySQL manual, proxysql --initial and --reload). */
public enum StartMode {
    /** Those of disk; of the config file only for what was never saved. */
    NORMAL,
    /** Those of the config file; the disk database is put aside. */
    INITIAL,
    /** Those of disk, and over them those of the config file. */
    RELOAD;

    /** Reads the framework property; NORMAL if there is none. */
    static StartMode of(String property) {
        return property == null || property.isBlank() ? NORMAL : valueOf(property.strip().toUpperCase(Locale.ROOT));
    }
}
