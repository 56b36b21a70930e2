/**
 * How layers differ, and what was loaded before.
 *
 * <p>What leaves this package for administrators is masked: passwords never come out.
 */
package switchboard.config.store.history;
