/**
 * Amazon Aurora clusters: their hostgroups, their check, the rules by which servers move.
 *
 * <p>Tables: {@code mysql_aws_aurora_hostgroups}, a part of "MYSQL SERVERS"; in {@code monitor} the tables
 * {@code mysql_server_aws_aurora_log}, {@code _check_status} and {@code _failovers}. Services out:
 * {@code ConfigExtension}, {@code VirtualTable}s, and {@code HealthCheck} as soon as there are rows. Services in:
 * {@code ServerDirectory}.
 *
 * <p>One server of a cluster is asked about all of them. After a failure another is asked at once, first the one that
 * answered last; after two failures in a row the interval is kept again.
 *
 * <p>Stopped, its tables are gone from main, disk, runtime and monitor, as are its share of LOAD and SAVE MYSQL
 * SERVERS and its checks; the servers stay where they are, the rows stay in main and on disk. All is there again when
 * it is started.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>rows: read again from main; the old bundle's check goes on until the new one has them;
 * <li>the rings of the log, counts of checks, failovers and lags: {@code monitor} keeps the last 100 results of each
 * server and hands them to the new check before its first round; what is older is gone;
 * <li>where the servers are: {@code mysql-servers}' own, nothing moves.
 * </ul>
 */
package switchboard.aurora;
