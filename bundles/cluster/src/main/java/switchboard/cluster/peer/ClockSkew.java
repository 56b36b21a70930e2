package switchboard.cluster.peer;

/** How far two clocks are apart, by one answer in whole seconds. */
final class ClockSkew {
    private ClockSkew() {
    }

    /**
     * By how much the peer's clock is ahead at least, negative if it is behind; 0 if they may be equal.
     *
     * @param peerSeconds its unix time, cut to seconds
     * @param askedAt unix time in ms when it was asked
     * @param answeredAt and when the answer was there
     */
    static long millis(String peerSeconds, long askedAt, long answeredAt) {
        long seconds;
        try {
            seconds = Long.parseLong(peerSeconds);
        } catch (NumberFormatException unknown) {
            return 0;
        }
        long earliest = seconds * 1000;
        long latest = earliest + 999;
        if (earliest > answeredAt) {
            return earliest - answeredAt;
        }
        return latest < askedAt ? latest - askedAt : 0;
    }
}
