/**
 * Starts the product: reads the command line, takes the data folder, starts the framework with its bundles, waits until
 * the ports are open, and stops everything in order. It is no bundle: what it needs of services it calls by name.
 */
package switchboard.launcher;
