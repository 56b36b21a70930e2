/**
 * The cluster: every node watches every other by the checksums of what is loaded and takes what is newer, by
 * ProxySQL's protocol, so that both kinds of nodes live in one cluster; or, in primary mode, what one of them loads.
 *
 * <p>{@code decision}: when to follow whom, pure functions. {@code peer}: the watch on one peer. {@code mesh}: all
 * peers, and what follows. {@code pull}: fetching, verifying, applying. {@code serve} and {@code table}: what others
 * ask this node. {@code wire}: connections. {@code primary}: who takes LOADs in primary mode, and what is agreed on
 * before they are in force; the election itself is another bundle's, which mesh mode does not need.
 *
 * <p>Tables: {@code stats_proxysql_servers_checksums}, {@code ..._metrics}, {@code ..._status},
 * {@code ..._clients_status}, {@code disk.global_settings}. Services out: {@code AdminStatements},
 * {@code ConfigListener}, {@code VariablesListener}, {@code VirtualTable}s, {@code LoadGate},
 * {@code LabelledCounters}. Services in, each of
 * which may come and go: {@code Election}, {@code Transport}, {@code Checksums}, {@code ConfigEngine},
 * {@code LoadedModules}, {@code ConfigFile}. Modules of configuration are known here by name only where ProxySQL's
 * words for them are fixed, and where nodes of ours ask for all tables of one at once.
 *
 * <p>Decisions run on one thread of the bundle's own, because checksums are computed there and LOADs wait on another;
 * all connections are on one event loop.
 *
 * <p>What outlives a replacement of this bundle: the node's uuid, in the data folder. What was seen of peers is asked
 * again: it takes as many checks as {@code ..._diffs_before_sync} says. Counters begin again, and who prints them adds them
 * to what was counted before. Of two instances only the newest watches.
 */
package switchboard.cluster;
