package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** The way of answers to the client: its server is read only as fast as the client takes them, and may. One for a session. */
final class AnswerOutput {
    private final ProxyLoop loop;
    private final Channel client;
    private final Runnable goOn;
    private ClientThrottle throttle; // made when it is first needed
    private int bytesPerSecond;
    private boolean begun;

    /** @param goOn run when a client that was throttled may be sent more */
    AnswerOutput(ProxyLoop loop, Channel client, Runnable goOn) {
        this.loop = loop;
        this.client = client;
        this.goOn = goOn;
    }

    /** A command begins. */
    void begin() {
        begun = false;
        bytesPerSecond = loop.settings().session().throttleBytesPerSecond();
    }

    /** Whether something of the answer went to the client. */
    boolean hasBegun() {
        return begun;
    }

    /** Passes bytes on. Takes the buffer over. */
    void pass(ByteBuf bytes, BackendConnection from) {
        begun = true;
        int length = bytes.readableBytes();
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, length);
        client.write(bytes, client.voidPromise());
        if (bytesPerSecond > 0 && throttles(length) || !client.isWritable()) {
            from.read(false); // the client is slow: so is its server
        }
    }

    private boolean throttles(int length) {
        if (throttle == null) {
            throttle = new ClientThrottle(loop, this::unthrottled);
        }
        return throttle.exceeds(length, bytesPerSecond);
    }

    private void unthrottled() {
        if (client.isWritable()) {
            goOn.run();
        }
    }

    /** Whether the client isn't throttled. */
    boolean mayGoOn() {
        return throttle == null || !throttle.isPaused();
    }

    void flush() {
        client.flush();
    }
}
