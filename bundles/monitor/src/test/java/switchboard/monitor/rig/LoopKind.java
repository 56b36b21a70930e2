package switchboard.monitor.rig;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;

/** A way to wait for sockets. */
public enum LoopKind {
    IO_URING, EPOLL, NIO;

    /** What the product takes where it may choose; {@code -Dloops=NIO} for another. */
    public static LoopKind ofTheProduct() {
        LoopKind best = IoUring.isAvailable() ? IO_URING : Epoll.isAvailable() ? EPOLL : NIO;
        return valueOf(System.getProperty("loops", best.name()));
    }

    IoHandlerFactory handlers() {
        return switch (this) {
            case IO_URING -> IoUringIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends Channel> connecting() {
        return switch (this) {
            case IO_URING -> IoUringSocketChannel.class;
            case EPOLL -> EpollSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }
}
