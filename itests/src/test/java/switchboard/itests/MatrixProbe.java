package switchboard.itests;

import java.util.List;
import java.util.Optional;

/** Makes one client say a script. */
interface MatrixProbe {
    /** What is to be installed first; empty if the client is there. */
    Optional<String> missing();

    /** What the client saw, line by line, free of times and of other things that differ from run to run. */
    List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script);
}
