package switchboard.itests;

/** What a relay does to the connections of a link. */
enum LinkFault {
    NONE,
    /** Each piece of data comes up to 800 ms late. */
    DELAY,
    /** Of five pieces one comes up to 3 s late, and all that follow it: lost segments are sent again. */
    LOSS,
    /** Of three pieces one ends the connection by RST; new connections are refused likewise. */
    RESET,
    /** Nothing arrives until the fault is over; then all of it does. */
    HELD,
    /** What the node that has connected sends is lost for good, also when the fault is over: half open. */
    QUESTIONS_LOST,
    /** What it would be answered is lost for good. */
    ANSWERS_LOST,
    /** Nothing arrives any more, and nobody is told. */
    SILENT;

    boolean swallows(boolean answers) {
        return this == SILENT || this == (answers ? ANSWERS_LOST : QUESTIONS_LOST);
    }
}
