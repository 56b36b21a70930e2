package switchboard.admin.command;

import java.time.Duration;
import java.util.List;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminStatements;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigPart;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleControl;
import switchboard.api.query.RouteExplainer;
import switchboard.api.session.ClientSessions;
import switchboard.api.table.AdminDatabase;
import switchboard.api.variables.VariableValues;

/** What commands work on, as it is now; null or an empty list while nobody provides it. */
public interface Services {
    AdminDatabase database();

    ConfigEngine engine();

    ModuleControl modules();

    VariableValues variables();

    Checksums checksums();

    Listeners listeners();

    ConfigFile configFile();

    /** The modules of configuration and what others added to them, those of the newest bundles. */
    List<ConfigPart> configParts();

    /** The handlers of the clients' protocol. */
    List<ProtocolHandler> proxies();

    List<ClientSessions> sessions();

    /** Of the newest proxy. */
    RouteExplainer routeExplainer();

    /** Commands that other bundles bring. */
    List<AdminAction> actions();

    /** Commands with arguments that other bundles bring. */
    List<AdminStatements> statements();

    /**
     * Waits until the servers' version has been reached.
     *
     * @return the version now, whatever it is when the time is over; -1 without servers
     */
    long awaitServers(long version, Duration limit) throws InterruptedException;

    /** Ends the process: true in order, false at once. Returns before it does. */
    void shutdown(boolean inOrder);

    /** The version that clients are shown. */
    String version();
}
