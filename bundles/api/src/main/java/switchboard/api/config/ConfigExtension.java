package switchboard.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/** Tables that a bundle adds to another bundle's module: they are loaded, saved and shown with it. */
@ConsumerType
public interface ConfigExtension extends ConfigPart {
    /** The name of the module that it joins: {@code MYSQL SERVERS}. */
    String module();
}
