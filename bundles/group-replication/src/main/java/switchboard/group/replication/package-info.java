/**
 * Clusters of MySQL Group Replication: their hostgroups, their check, the rules by which servers move.
 *
 * <p>Tables: {@code mysql_group_replication_hostgroups}, a part of "MYSQL SERVERS"; {@code
 * monitor.mysql_server_group_replication_log}. Services out: {@code ConfigExtension}, {@code VirtualTable}, {@code
 * VariablesListener}, and {@code HealthCheck} as soon as there are rows. Services in: {@code ServerDirectory}.
 *
 * <p>Stopped, its tables are gone from main, disk, runtime and monitor, as are its share of LOAD and SAVE MYSQL
 * SERVERS and its checks; the servers stay where they are, the rows stay in main and on disk. All is there again when
 * it is started.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>rows: read again from main; the old bundle's check goes on until the new one has them;
 * <li>missed checks, late answers in a row and the rings of the log table: {@code monitor} keeps the last 100 results
 * of each server and hands them to the new check before its first round;
 * <li>where the servers are: {@code mysql-servers}' own, nothing moves;
 * <li>lines of the log that were told once: may be told once more.
 * </ul>
 */
package switchboard.group.replication;
