/** LOAD, SAVE, and the configuration as a file. */
package switchboard.admin.command.config;
