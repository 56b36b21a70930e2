package switchboard.cluster.serve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.admin.AdminStatements.Session;

/** The peers that watch this node: who they are, and when they last asked something. Any thread. */
public final class ClientLinks {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final Pattern IDENTITY = Pattern.compile("([0-9A-Fa-f-]{36}) (\\S.*)");
    private static final String COMMAND = "Received PROXYSQL CLUSTER_NODE_UUID ";
    private static final int MOST = 1024;

    /** One row of stats_proxysql_servers_clients_status. */
    public record Link(String uuid, String hostname, int port, String interfaces, long lastSeenSeconds) {
    }

    private record Key(String uuid, String hostname, int port) {
    }

    private record Node(Key key, String interfaces) {
    }

    /** A session that has ended is forgotten by itself; its row stays, as in ProxySQL. */
    private final Map<Session, Node> sessions = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Key, Link> links = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Link> eldest) {
            return size() > MOST;
        }
    });

    /** A session has sent a statement. */
    void seen(Session session, long nowSeconds) {
        Node node = sessions.get(session);
        if (node != null) {
            Key key = node.key();
            links.put(key, new Link(key.uuid(), key.hostname(), key.port(), node.interfaces(), nowSeconds));
        }
    }

    /** Whether the session is that of a peer. */
    boolean isPeer(Session session) {
        return sessions.containsKey(session);
    }

    /** @param argument what follows the command: uuid and interfaces */
    Answer identify(String argument, Session session, long nowSeconds) {
        int colon = session.address().lastIndexOf(':');
        if (colon < 0) {
            return new Answer.Farewell(COMMAND + "not from TCP socket");
        }
        Matcher identity = IDENTITY.matcher(argument);
        if (!identity.matches()) {
            LOG.error("{}from {} with invalid format: {}", COMMAND, session.address(), argument);
            return new Answer.Farewell(COMMAND + "with invalid format");
        }
        LOG.info("{}from {} : {}", COMMAND, session.address(), argument);
        Key key = new Key(identity.group(1), session.address().substring(0, colon),
                Integer.parseInt(session.address().substring(colon + 1)));
        Node before = sessions.get(session);
        if (before != null && !before.key().equals(key)) {
            return new Answer.Farewell(COMMAND + "with a new UUID not matching the previous one");
        }
        sessions.put(session, new Node(key, identity.group(2)));
        if (before == null) {
            LOG.info("Created new link with Cluster node {} : {} at interface {}", session.address(), key.uuid(),
                    identity.group(2));
        }
        seen(session, nowSeconds);
        return new Answer.Ok("");
    }

    /** All that were ever seen, the last ones at the end. */
    public List<Link> all() {
        synchronized (links) {
            return new ArrayList<>(links.values());
        }
    }
}
