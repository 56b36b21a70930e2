package switchboard.transport;

/** Which kind of event loop to use, and why: the wanted one, or with {@code auto} the first that works here. */
record LoopChoice(LoopKind kind, String reason) {

    static LoopChoice of(String wanted) {
        StringBuilder passed = new StringBuilder();
        for (LoopKind kind : LoopKind.values()) {
            boolean forced = kind.label().equals(wanted);
            if (!forced && !"auto".equals(wanted)) {
                continue;
            }
            Throwable cause = unavailable(kind);
            if (cause == null) {
                return new LoopChoice(kind, forced ? "as switchboard-transport says" : "the fastest here" + passed);
            }
            passed.append("; ").append(kind.label()).append(" is not available: ").append(shortly(cause));
        }
        return new LoopChoice(LoopKind.NIO, "instead of " + wanted + passed);
    }

    private static Throwable unavailable(LoopKind kind) {
        try {
            return kind.unavailable();
        } catch (LinkageError missing) { // the native library of this platform is not in the distribution
            return missing;
        }
    }

    private static String shortly(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
