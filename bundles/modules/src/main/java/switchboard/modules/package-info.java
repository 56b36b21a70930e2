/**
 * Installs, replaces, stops and starts bundles while the rest works: by a jar dropped into {@code deploy/}, by admin
 * SQL, by the shell.
 *
 * <p>Table: stats_modules. Provides: {@code ModuleControl}, {@code VirtualTable}, {@code
 * VariablesListener}. Needs: the component runtime; {@code
 * ConfigEngine} where a module has configuration.
 *
 * <p>This bundle is not replaced while the process works. A restart begins with the built-in bundles; then the jars in
 * {@code deploy/} take their places again, the one modified last of several for one module. What failed is remembered
 * until it succeeds, its jar is removed, or the process ends.
 */
package switchboard.modules;
