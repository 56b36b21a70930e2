package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.loop.Counter;

/**
 * Gives a session a server connection of its own and relays all bytes from then on, without rules, digests or
 * multiplexing: for users with fast_forward=1, and for replication (ProxySQL 2.7 manual, fast_forward). To the session it is
 * one command that never ends.
 */
final class FastForward implements CommandScript {
    private static final Logger LOG = LoggerFactory.getLogger(FastForward.class);

    private final ClientSession session;

    FastForward(ClientSession session) {
        this.session = session;
    }

    /** A command of replication makes any session a relay. Takes the packet over. */
    void runReplication(int command, ByteBuf packet) {
        LOG.info("Received command {}. Changing session fast_forward to true thread_id={}", Command.name(command),
                session.id());
        run(packet);
    }

    /** The client's first command. Takes the packet over. */
    void run(ByteBuf packet) {
        session.replies().answerFrom(1);
        int command = packet.readableBytes() > Packets.HEADER_BYTES
                ? packet.getUnsignedByte(packet.readerIndex() + Packets.HEADER_BYTES)
                : Command.COM_SLEEP;
        session.execution().run(session.account().defaultHostgroup(), command, packet, null, Decision.NONE, this);
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.state().hold(HeldBy.RELAYED, 0);
        session.execution().relays();
        Channel client = session.channel();
        Channel server = connection.channel();
        Relay relay = new Relay(server,
                bytes -> session.loop().counters().add(Counter.FRONTEND_BYTES_RECEIVED, bytes));
        insert(client, session.input(), relay);
        insert(server, connection, new Relay(client,
                bytes -> session.loop().counters().add(Counter.FRONTEND_BYTES_SENT, bytes)));
        ByteBuf packet = session.execution().command().packet().retain();
        ByteBuf waiting = session.input().takeWaiting();
        if (session.context().sendsAttributes() && !connection.abilities().takesAttributes()) {
            AttributeFilter filter = new AttributeFilter(session);
            insert(client, relay, filter);
            filter.pass(packet);
            packet = Unpooled.EMPTY_BUFFER;
            if (waiting != null) {
                filter.pass(waiting);
                waiting = null;
            }
        }
        server.write(packet, server.voidPromise());
        if (waiting != null) {
            server.write(waiting, server.voidPromise());
        }
        server.flush();
        client.config().setAutoRead(true);
    }

    private static void insert(Channel channel, ChannelHandler before, ChannelHandler relay) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(before).name(), null, relay);
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        // it ends with its connections only
    }

    @Override
    public void dropped() {
        // keeps nothing
    }
}
