package switchboard.mysql.proxy.rig;

import java.time.Duration;
import switchboard.mysql.proxy.backend.BackendSettings;
import switchboard.mysql.proxy.backend.Failover;
import switchboard.mysql.proxy.backend.LatencyRules;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.backend.Sharing;
import switchboard.mysql.proxy.backend.TcpKeepalive;
import switchboard.mysql.proxy.loop.ProxySettings;
import switchboard.mysql.proxy.loop.SessionSettings;
import switchboard.mysql.proxy.loop.StatisticsSettings;

/** The variables as a test wants them; what it leaves alone is long enough for a slow machine. */
public final class TestSettings {
    public volatile int maxConnections = 1000;
    public volatile int maxAllowedPacket = 64 << 20;
    public volatile Duration connectTimeoutServer = Duration.ofSeconds(10);
    public volatile Duration connectTimeoutServerMax = Duration.ofSeconds(10);
    public volatile Duration connectTimeoutClient = Duration.ofSeconds(10);
    public volatile Duration waitTimeout = Duration.ofHours(8);
    public volatile Duration defaultQueryTimeout = Duration.ofHours(10);
    public volatile Duration maxTransactionTime = Duration.ofHours(4);
    public volatile Duration maxTransactionIdleTime = Duration.ofHours(4);
    public volatile Duration pollTimeoutOnFailure = Duration.ofMillis(20);
    public volatile Duration pingInterval = Duration.ofHours(1);
    public volatile Duration pingTimeout = Duration.ofMillis(200);
    public volatile Duration connectionMaxAge = Duration.ZERO;
    public volatile int connectRetries = 10;
    public volatile int queryRetries = 1;
    public volatile int freeConnectionsPct = 100;
    public volatile int maxStmtsPerConnection = 20;
    public volatile boolean multiplexing = true;
    public volatile boolean lockOnUnknownSet = true;
    public volatile boolean localInfile;
    public volatile String initConnect = "";
    public volatile StatisticsSettings statistics = new StatisticsSettings(true, false, false, 10_000, 0, 0, 0);
    public volatile Sharing sharing = Sharing.AT_ONCE;
    public volatile Opening opening = new Opening(false, 1_000_000, new TcpKeepalive(true, 120), true);
    public volatile Duration queryDelay = Duration.ZERO;
    public volatile boolean killsWhenClientIsGone = true;
    public volatile LatencyRules latency = new LatencyRules(1000, 1000);
    public volatile Duration writerDrain = Duration.ofSeconds(1);
    public volatile Duration causalReads = Duration.ZERO;

    /** The usual, to change one of them. */
    public volatile SessionSettings session = session(false, false, 1, 0);

    /** What tests vary. */
    public static SessionSettings session(boolean autocommitFalseIsTransaction, boolean autocommitFalseNotReusable,
            int unknownCharset, int throttleBytesPerSecond) {
        return new SessionSettings(autocommitFalseIsTransaction, autocommitFalseNotReusable, unknownCharset,
                new TcpKeepalive(true, 120), throttleBytesPerSecond, true, true, false, false,
                true, false);
    }

    /** Servers are asked for GTIDs, and what they report is remembered, or not. */
    public static SessionSettings gtids(boolean asks, boolean remembers) {
        return new SessionSettings(false, false, 1, new TcpKeepalive(true, 120), 0, true, true, false, false, remembers,
                asks);
    }

    public ProxySettings proxy() {
        return new ProxySettings("8.0.30", maxConnections, maxAllowedPacket, "information_schema",
                "mysql_native_password", 45, connectTimeoutClient, waitTimeout, defaultQueryTimeout,
                maxTransactionTime, maxTransactionIdleTime, 1000, multiplexing, lockOnUnknownSet, true, localInfile,
                queryRetries, true, true, Duration.ZERO, Duration.ZERO, statistics, session);
    }

    public BackendSettings backend() {
        return new BackendSettings(connectTimeoutServer, connectTimeoutServerMax, connectRetries,
                Duration.ofMillis(1), pollTimeoutOnFailure, freeConnectionsPct, pingInterval, pingTimeout,
                connectionMaxAge, maxStmtsPerConnection, multiplexing, initConnect, sharing,
                opening, queryDelay.toMillis(), killsWhenClientIsGone, latency, new Failover(writerDrain, causalReads));
    }
}
