package switchboard.admin.telnet;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;

/** Takes the connections of telnet listeners over. */
abstract class TelnetHandler implements ProtocolHandler {
    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_CLIENTS = 64;

    private final String protocol;
    private final Runnable shutdown;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    TelnetHandler(String protocol, Runnable shutdown) {
        this.protocol = protocol;
        this.shutdown = shutdown;
    }

    /** The launcher's shutdown hook drains and stops. */
    static void endProcess() {
        Thread.ofPlatform().name("switchboard-shutdown").start(() -> System.exit(0));
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void accept(Channel channel, Listener listener) {
        if (channels.size() >= MAX_CLIENTS) {
            channel.close();
            return;
        }
        channels.add(channel);
        channel.pipeline().addLast("lines", new LineBasedFrameDecoder(MAX_LINE_BYTES, true, true));
        channel.pipeline().addLast("answers", new TelnetLines(shutdown));
        channel.config().setAutoRead(true);
    }

    @Override
    public int clients() {
        return channels.size();
    }

    @Override
    public CompletionStage<Void> drain(Duration limit) {
        stop();
        return CompletableFuture.completedFuture(null);
    }

    void stop() {
        channels.close();
    }
}
