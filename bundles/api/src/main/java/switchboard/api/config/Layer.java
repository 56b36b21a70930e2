package switchboard.api.config;

/** Where configuration lives (ProxySQL manual, multi-layer configuration system). */
public enum Layer {
    CONFIG_FILE, DISK, MEMORY, RUNTIME
}
