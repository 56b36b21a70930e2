package switchboard.monitor.readonly;

import switchboard.api.check.CheckResult;

/**
 * What is known of a server's answers.
 *
 * @param timeouts in a row
 * @param rounds how many answers there were
 * @param load the LOAD after which it answered last, -1 for none
 */
record ReadOnlyState(int timeouts, long rounds, long load) {
    static final ReadOnlyState NEW = new ReadOnlyState(0, 0, -1);

    /** @param loads how many LOADs there were */
    ReadOnlyState after(CheckResult result, long loads) {
        return new ReadOnlyState(result.timedOut() ? Math.min(timeouts + 1, Integer.MAX_VALUE - 1) : 0, rounds + 1,
                result.isSuccess() ? loads : load);
    }

    boolean isSameButForRounds(ReadOnlyState other) {
        return timeouts == other.timeouts() && load == other.load();
    }

    /** Whether a server is a writer only if it says 0; an answer without a usable value is the safe one. */
    static boolean isReadOnly(CheckResult answer) {
        String value = answer.text("read_only");
        return !"0".equals(value);
    }
}
