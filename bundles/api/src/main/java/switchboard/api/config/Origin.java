package switchboard.api.config;

import java.util.Objects;

/**
 * Who asks for a LOAD.
 *
 * @param user the administrator's name, or empty
 * @param address where the command came from, or what else it was: {@code 10.0.0.7}, {@code start}, {@code cluster}
 */
public record Origin(String user, String address) {
    /** Nobody is known. */
    public static final Origin UNKNOWN = new Origin("", "");
    /** The first rows of a module that has come. */
    public static final Origin START = new Origin("", "start");

    public Origin {
        Objects.requireNonNull(user);
        Objects.requireNonNull(address);
    }
}
