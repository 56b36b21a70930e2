package switchboard.itests;

/** The connections that one node opens to another, by their numbers from 0. */
record Link(int from, int to) {
    boolean joins(int node) {
        return from == node || to == node;
    }
}
