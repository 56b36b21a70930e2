package switchboard.mysql.proxy.session;

import io.netty.channel.ChannelPipeline;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.track.DefinitionsCache;

/** The last command that a client has sent, and what it has of the answer's definitions already. One object for a session. */
final class AskedCommand {
    private final DefinitionsCache definitions; // null for clients that always want definitions
    private int command;
    private ClientStatement executed;

    AskedCommand(long capabilities) {
        definitions = Capability.has(capabilities, Capability.MARIADB_CLIENT_CACHE_METADATA)
                ? new DefinitionsCache(Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF))
                : null;
    }

    /** Answers pass through from now on. */
    void enter(ChannelPipeline pipeline) {
        if (definitions != null) {
            pipeline.addLast("definitions", definitions);
        }
    }

    /** What follows answers this command. */
    void is(int next) {
        command = next;
        executed = null;
        if (definitions != null) {
            definitions.begins(next, null);
        }
    }

    /** What follows answers the execution of this statement. */
    void executes(int next, ClientStatement statement) {
        executed = statement;
        if (definitions != null) {
            definitions.begins(next, statement.definitions());
        }
    }

    /** Its first byte. */
    int command() {
        return command;
    }

    /** The prepared statement that it executes, or null. */
    ClientStatement executed() {
        return executed;
    }
}
