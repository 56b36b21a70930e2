package switchboard.cluster.mesh;

/**
 * What became of the last pull of a module.
 *
 * @param from the peer it was taken from last, or empty
 * @param atSeconds unix time of that
 * @param error of the last try if that failed, else empty
 */
public record Taken(String from, long atSeconds, String error) {
    static final Taken NEVER = new Taken("", 0, "");

    Taken failed(String why) {
        return new Taken(from, atSeconds, why);
    }
}
