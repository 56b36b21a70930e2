package switchboard.api.variables;

import org.osgi.annotation.versioning.ProviderType;

/** The variables in force, an immutable snapshot. Names are complete: {@code mysql-max_connections}. */
@ProviderType
public interface VariableValues {
    /** The value as shown in global_variables; throws {@link IllegalArgumentException} for an unknown name. */
    String text(String name);

    /** An integer variable's value. */
    long number(String name);

    /** A boolean variable's value. */
    boolean flag(String name);
}
