package switchboard.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** A way to wait for sockets, in the order of preference. */
enum LoopKind {
    IO_URING("io_uring") {
        @Override
        Throwable unavailable() {
            return IoUring.unavailabilityCause();
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> listening(boolean unix) {
            return unix ? IoUringServerDomainSocketChannel.class : IoUringServerSocketChannel.class;
        }

        @Override
        Class<? extends Channel> connecting(boolean unix) {
            return unix ? IoUringDomainSocketChannel.class : IoUringSocketChannel.class;
        }

        @Override
        Class<? extends DatagramChannel> datagrams() {
            return IoUringDatagramChannel.class;
        }
    },
    EPOLL("epoll") {
        @Override
        Throwable unavailable() {
            return Epoll.unavailabilityCause();
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> listening(boolean unix) {
            return unix ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class;
        }

        @Override
        Class<? extends Channel> connecting(boolean unix) {
            return unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class;
        }

        @Override
        Class<? extends DatagramChannel> datagrams() {
            return EpollDatagramChannel.class;
        }
    },
    NIO("nio") {
        @Override
        Throwable unavailable() {
            return null;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> listening(boolean unix) {
            return unix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class;
        }

        @Override
        Class<? extends Channel> connecting(boolean unix) {
            return unix ? NioDomainSocketChannel.class : NioSocketChannel.class;
        }

        @Override
        Class<? extends DatagramChannel> datagrams() {
            return NioDatagramChannel.class;
        }

        @Override
        SocketAddress unixAddress(String path) {
            return UnixDomainSocketAddress.of(path);
        }
    };

    private final String label;

    LoopKind(String label) {
        this.label = label;
    }

    /** As written in {@code switchboard-transport}. */
    String label() {
        return label;
    }

    /** Why this machine can't use it, or null. */
    abstract Throwable unavailable();

    abstract IoHandlerFactory handlers();

    abstract Class<? extends ServerChannel> listening(boolean unix);

    abstract Class<? extends Channel> connecting(boolean unix);

    abstract Class<? extends DatagramChannel> datagrams();

    SocketAddress unixAddress(String path) {
        return new DomainSocketAddress(path);
    }
}
