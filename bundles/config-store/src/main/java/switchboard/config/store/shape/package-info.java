/**
 * Reads ProxySQL's (SQLite's) CREATE TABLE text into columns, keys and CHECKs, and writes it again as H2's DDL.
 *
 * <p>Pure: text in, text out. Differences between the two that it bridges: order of column clauses, storage types by
 * affinity, keys of nullable columns, {@code INTEGER PRIMARY KEY} as a counter, {@code JSON_VALID}. No services, no
 * state.
 */
package switchboard.config.store.shape;
