package switchboard.api.election;

import java.util.Objects;

/**
 * How things stand for one node.
 *
 * @param primary the name of the primary, or empty while none was ever agreed on
 * @param designation grows with each new primary
 * @param majority whether this node sees a majority of the candidates
 * @param active whether this node is the primary and has all that was agreed on before
 */
public record Standing(String primary, long designation, boolean majority, boolean active) {
    /** Nothing is known yet. */
    public static final Standing UNKNOWN = new Standing("", 0, false, false);

    public Standing {
        Objects.requireNonNull(primary);
    }
}
