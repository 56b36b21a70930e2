/**
 * The built distribution, started as a user would, in front of real MariaDB servers.
 *
 * <p>{@link switchboard.itests.RealServers} hands {@link switchboard.itests.Topology} (a source with two replicas, one
 * for the whole run) and {@link switchboard.itests.Switchboards} (starts processes, stops them after the class) to the
 * tests' constructors.
 */
package switchboard.itests;
