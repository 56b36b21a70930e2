package switchboard.api.election;

import java.util.Objects;

/**
 * A change that takes the place of all earlier ones of its name.
 *
 * @param content nobody changes the array
 */
public record ElectionChange(String name, byte[] content) {
    public ElectionChange {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
