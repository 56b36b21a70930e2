package switchboard.mysql.proxy.stats;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.function.ToLongFunction;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.session.ClientSession;

/** What memory sessions and connections take: buffers as they are, objects by what one of them was measured to take. */
record Memory(long frontendBuffers, long backendBuffers, long sessions, long connections) {
    /** Heap of an idle session with its channel and pipeline, rounded. */
    private static final int SESSION_BYTES = 3_500;
    /** Heap of an idle backend connection with its channel and pipeline, rounded. */
    private static final int CONNECTION_BYTES = 3_500;

    private static final Memory NONE = new Memory(0, 0, 0, 0);

    static Memory of(ProxyLoops loops) {
        return loops.ask(Memory::of).stream().reduce(NONE, Memory::plus);
    }

    private Memory plus(Memory other) {
        return new Memory(frontendBuffers + other.frontendBuffers, backendBuffers + other.backendBuffers,
                sessions + other.sessions, connections + other.connections);
    }

    private static Memory of(ProxyLoop loop) {
        long frontend = 0;
        long sessions = 0;
        for (ProxyLoop.Member member : loop.members()) {
            frontend += waiting(((ClientSession) member).channel());
            sessions += SESSION_BYTES;
        }
        ToLongFunction<BackendConnection> unsent = connection -> waiting(connection.channel());
        long backend = 0;
        long connections = 0;
        for (LoopServer server : loop.pool().servers()) {
            backend += server.open().stream().mapToLong(unsent).sum();
            connections += (long) server.open().size() * CONNECTION_BYTES;
        }
        return new Memory(frontend, backend, sessions, connections);
    }

    /** Bytes that the peer has not taken yet. On the channel's loop. */
    private static long waiting(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes(); // null: closed
    }
}
