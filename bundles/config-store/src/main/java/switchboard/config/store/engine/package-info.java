/**
 * The engine behind every LOAD and SAVE: which instances of modules there are, how rows go between the layers, and what
 * a module gets when it first comes.
 *
 * <p>Locks: one for each module, held for a copy or a first load; modules don't wait for each other. No lock is held
 * while a service is bound or unbound.
 */
package switchboard.config.store.engine;
