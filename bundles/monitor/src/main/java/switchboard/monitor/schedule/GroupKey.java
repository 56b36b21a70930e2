package switchboard.monitor.schedule;

/** A group among those of all checks. */
record GroupKey(String check, String group) {
}
