package switchboard.admin.sql.h2;

/** A column of a query's result. */
record Output(String label, Type type, Affinity affinity, boolean noCase) {
}
