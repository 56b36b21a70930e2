/**
 * Installs, replaces, stops and starts bundles while the rest works: by a jar dropped into {@code deploy/}, by admin SQL, by
 * the shell.
 *
 * <p>Table: stats_modules. Provides: {@code ModuleControl}, {@code VirtualTable}. Needs: the component runtime; {@code
 * ConfigEngine} where a module has configuration.
 *
 * <p>What outlives a replacement of this bundle: the bundles it installed. Times and reasons in stats_modules begin anew.
 * After a restart of the process the jars in {@code deploy/} take the place of the built-in ones again.
 */
package switchboard.modules;
