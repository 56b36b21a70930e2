package switchboard.stats.history;

/** Names in statements. */
final class Sql {
    private Sql() {
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    static String table(String name) {
        return "\"stats_history\"." + quoted(name);
    }
}
