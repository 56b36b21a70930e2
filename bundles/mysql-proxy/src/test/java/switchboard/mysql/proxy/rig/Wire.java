package switchboard.mysql.proxy.rig;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import switchboard.mysql.protocol.Packets;

/** Packets on a blocking socket, for both ends of a test. Heap buffers: nothing to release. */
final class Wire {
    private final Socket socket;
    private DataInputStream in;
    private OutputStream out;
    private int sequenceId;
    private int pieceBytes = Integer.MAX_VALUE;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = socket.getOutputStream();
    }

    /** From here on in TLS, as its server; what has come already may be a part of it. */
    void startTls(SSLContext context) throws IOException {
        byte[] early = in.readNBytes(in.available());
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, new ByteArrayInputStream(early),
                true);
        tls.startHandshake();
        in = new DataInputStream(new BufferedInputStream(tls.getInputStream(), 1 << 16));
        out = tls.getOutputStream();
    }

    /** From here on in frames, as a server of a compressed connection. */
    void startFrames() {
        Frames frames = new Frames();
        in = new DataInputStream(new BufferedInputStream(frames.expand(in), 1 << 16));
        out = frames.wrap(out);
    }

    /** The next payload, packets of 16 MB joined; null when the other end has closed. */
    byte[] read() throws IOException {
        ByteBuf whole = Unpooled.buffer();
        int length;
        do {
            byte[] header = new byte[Packets.HEADER_BYTES];
            try {
                in.readFully(header);
            } catch (EOFException closed) {
                return null;
            }
            ByteBuf head = Unpooled.wrappedBuffer(header);
            length = Packets.payloadLength(head, 0);
            sequenceId = Packets.sequenceId(head, 0);
            byte[] part = new byte[length];
            in.readFully(part);
            whole.writeBytes(part);
        } while (length == Packets.CONTINUED);
        return ByteBufUtil.getBytes(whole);
    }

    /** One byte of the stream. */
    int readByte() throws IOException {
        return in.read();
    }

    /** Of the last packet that was read. */
    int sequenceId() {
        return sequenceId;
    }

    /** Sends a payload, cut into packets where it must. */
    void write(int firstSequenceId, byte[] payload) throws IOException {
        ByteBuf packet = Unpooled.buffer(payload.length + 16);
        Packets.write(packet, firstSequenceId, payload);
        write(packet);
    }

    /** Sends bytes as they are. */
    void write(ByteBuf bytes) throws IOException {
        for (int at = 0; at < bytes.readableBytes(); at += Math.min(pieceBytes, bytes.readableBytes())) {
            out.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex() + at,
                    Math.min(pieceBytes, bytes.readableBytes() - at));
            out.flush();
        }
    }

    /** From now on no write is longer; without delay each is a packet of its own, mostly. */
    void cutAfter(int bytes) throws IOException {
        pieceBytes = bytes;
        socket.setTcpNoDelay(true);
    }

    Socket socket() {
        return socket;
    }
}
