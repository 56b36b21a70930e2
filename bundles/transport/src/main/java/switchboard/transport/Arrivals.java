package switchboard.transport;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.service.Newest;

/** Hands accepted channels to the handler of their protocol; while there is none they wait, unread. */
final class Arrivals {
    static final int MAX_WAITING = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private record Waiting(Channel channel, Listener listener) {
    }

    private final Map<String, Newest<ProtocolHandler>> handlers = new HashMap<>();
    private final Map<String, Queue<Waiting>> waiting = new HashMap<>();
    private final TrustedNetworks networks;

    /** @param networks from where clients of protocol mysql may be announced */
    Arrivals(TrustedNetworks networks) {
        this.networks = networks;
    }

    void bind(ProtocolHandler handler, Map<String, ?> properties) {
        Queue<Waiting> queue;
        synchronized (this) {
            slot(handler.protocol()).bind(handler, properties);
            queue = waiting.remove(handler.protocol());
        }
        if (queue != null) {
            queue.forEach(arrived -> arrived.channel().eventLoop()
                    .execute(() -> accept(handler, arrived.channel(), arrived.listener())));
        }
    }

    synchronized void unbind(ProtocolHandler handler) {
        slot(handler.protocol()).unbind(handler);
    }

    /** On the channel's event loop; takes the channel over. */
    void arrived(Channel channel, Listener listener) {
        ProtocolHandler handler = handlerOrWait(channel, listener);
        if (handler != null) {
            accept(handler, channel, listener);
        }
    }

    private synchronized ProtocolHandler handlerOrWait(Channel channel, Listener listener) {
        ProtocolHandler handler = slot(listener.protocol()).get();
        if (handler != null) {
            return handler;
        }
        Queue<Waiting> queue = waiting.computeIfAbsent(listener.protocol(), name -> new ArrayDeque<>());
        queue.removeIf(gone -> !gone.channel().isActive());
        if (queue.size() >= MAX_WAITING) {
            LOG.warn("Connection refused listener={}: no handler for {}, {} connections wait for one", listener,
                    listener.protocol(), MAX_WAITING);
            channel.close();
        } else {
            queue.add(new Waiting(channel, listener));
        }
        return null;
    }

    private void accept(ProtocolHandler handler, Channel channel, Listener listener) {
        try {
            if (listener.protocol().equals("mysql") && networks.contain(channel.remoteAddress())) {
                channel.pipeline().addLast("proxy-header", new ProxyHeaderDecoder());
            }
            handler.accept(channel, listener);
        } catch (RuntimeException | LinkageError failure) { // a handler's fault must not reach the other channels
            LOG.error("Connection closed listener={}: its handler failed", listener, failure);
            channel.close();
        }
    }

    private Newest<ProtocolHandler> slot(String protocol) {
        return handlers.computeIfAbsent(protocol, name -> new Newest<>(null));
    }
}
