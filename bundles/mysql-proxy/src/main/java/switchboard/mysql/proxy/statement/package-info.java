/**
 * Prepared statements that the whole proxy knows: one object for each account, schema and text, however many clients
 * and backend connections have it. Touched by PREPARE and CLOSE, not by EXECUTE.
 */
package switchboard.mysql.proxy.statement;
