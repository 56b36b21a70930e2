package switchboard.mysql.proxy.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.proxy.rig.ServerSide.Script;

/**
 * A server on a real socket that greets, lets everybody in and answers by script: scripts are found by the beginning of a
 * statement, or by the name of a command ({@code COM_PING}). What has no script is answered as a server would.
 */
public final class ScriptedServer implements AutoCloseable {
    /** What is offered at login: enough for every test. */
    static final long CAPABILITIES = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_LOCAL_FILES
            | Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_MULTI_STATEMENTS | Capability.CLIENT_MULTI_RESULTS
            | Capability.CLIENT_PS_MULTI_RESULTS | Capability.CLIENT_PLUGIN_AUTH | Capability.CLIENT_CONNECT_ATTRS
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA | Capability.CLIENT_DEPRECATE_EOF;

    private final ServerSocket listening;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<Integer, ServerSide> open = new ConcurrentHashMap<>();
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile String version = "8.0.30-scripted";
    private volatile long capabilities = CAPABILITIES;
    private volatile Script greeting = (side, command) -> side.logIn();

    public ScriptedServer() {
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("scripted-server").start(this::acceptAll);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                int id = accepted.incrementAndGet();
                ServerSide side = new ServerSide(this, id, socket);
                open.put(id, side);
                Thread.ofVirtual().name("scripted-server-" + id).start(side);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** From now on statements (or commands) that begin so are answered by the script. */
    public ScriptedServer on(String beginning, Script script) {
        synchronized (scripts) {
            scripts.put(beginning, script);
        }
        return this;
    }

    /** What happens instead of greeting and login. */
    public ScriptedServer onConnect(Script script) {
        greeting = script;
        return this;
    }

    /** From the next login on it says that it is a MariaDB. */
    public ScriptedServer asMariaDb() {
        version = "5.5.5-11.4.5-MariaDB-scripted";
        return this;
    }

    String version() {
        return version;
    }

    /** From the next login on these are offered beside the usual ones. */
    public ScriptedServer offering(long further) {
        capabilities = further >>> 32 == 0
                ? CAPABILITIES | further
                : CAPABILITIES & ~Capability.CLIENT_LONG_PASSWORD | further; // as MariaDB greets
        return this;
    }

    long capabilities() {
        return capabilities;
    }

    Script greeting() {
        return greeting;
    }

    Script script(String command) {
        synchronized (scripts) {
            return scripts.entrySet().stream().filter(entry -> command.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(null);
        }
    }

    void note(String line) {
        log.add(line);
    }

    void closed(int id) {
        open.remove(id);
    }

    /** What was received, as {@code connection:command}, in order. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** The log begins anew. */
    public void forgetLog() {
        log.clear();
    }

    /** How often a line is in the log that ends so. */
    public long count(String end) {
        return log.stream().filter(line -> line.endsWith(end)).count();
    }

    /** Connections that were ever accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that are open now. */
    public int open() {
        return open.size();
    }

    /** The connection of this number; the first is 1. */
    public ServerSide side(int number) {
        return open.get(number);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Breaks all connections off; new ones are still accepted. */
    public void dropAll() {
        open.values().forEach(ServerSide::die);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropAll();
    }
}
