/** The state of a session that is tracked and set again on whichever backend connection serves it next. */
package switchboard.mysql.proxy.variables;
