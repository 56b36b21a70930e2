/** Commands that change how the process runs. */
package switchboard.admin.command.control;
