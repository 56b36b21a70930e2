package switchboard.itests;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The MySQL protocol by hand, for what drivers hide: mysql_native_password, EOF packets, payloads below 16 MB. */
final class RawClient implements AutoCloseable {
    static final int COM_FIELD_LIST = 4;
    static final int COM_STATISTICS = 9;
    static final int COM_PROCESS_KILL = 12;
    static final int COM_QUERY = 3;
    static final int COM_RESET_CONNECTION = 31;
    private static final int COM_CHANGE_USER = 17;

    /** LONG_PASSWORD, LONG_FLAG, CONNECT_WITH_DB, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH. */
    private static final int CAPABILITIES = 0x1 | 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000;
    private static final int UTF8_GENERAL_CI = 33;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int sequence;
    private byte[] scramble;

    /** MULTI_STATEMENTS, MULTI_RESULTS, PS_MULTI_RESULTS. */
    static final int SEVERAL_RESULTS = 0x10000 | 0x20000 | 0x40000;
    static final int SESSION_TRACK = 0x800000;

    private RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Logs in, or fails with the server's words. */
    static RawClient login(Endpoint to) throws IOException {
        return login(to, 0, new byte[0]);
    }

    /** Logs in with more capabilities than the usual ones. */
    static RawClient login(Endpoint to, int more) throws IOException {
        return login(to, more, new byte[0]);
    }

    /** Logs in behind bytes that a proxy in front would send. */
    static RawClient login(Endpoint to, byte[] before) throws IOException {
        return login(to, 0, before);
    }

    private static RawClient login(Endpoint to, int more, byte[] before) throws IOException {
        RawClient client = new RawClient(to.port());
        client.out.write(before);
        byte[] greeting = client.read();
        client.scramble = scramble(greeting);
        client.write(response(to, CAPABILITIES | more, client.scramble));
        byte[] answer = client.switched(to, client.read());
        if (answer[0] != 0) {
            client.close();
            throw new IOException(error(answer));
        }
        return client;
    }

    /** Begins anew as this user, in this schema; returns the last packet of the answer. */
    byte[] changeUser(Endpoint to) throws IOException {
        var argument = new ByteArrayOutputStream();
        argument.writeBytes(terminated(to.user()));
        byte[] proof = nativePassword(to.password(), scramble);
        argument.write(proof.length);
        argument.writeBytes(proof);
        argument.writeBytes(terminated(to.schema()));
        argument.writeBytes(new byte[]{UTF8_GENERAL_CI, 0});
        argument.writeBytes(terminated("mysql_native_password"));
        return switched(to, command(COM_CHANGE_USER, argument.toByteArray()));
    }

    /** Where the server wants another way to log in, or another scramble. */
    private byte[] switched(Endpoint to, byte[] answer) throws IOException {
        if ((answer[0] & 0xff) != 0xfe) {
            return answer;
        }
        scramble = Arrays.copyOfRange(answer, answer.length - 21, answer.length - 1);
        write(nativePassword(to.password(), scramble));
        return read();
    }

    /** Sends a command and returns the first packet of its answer. */
    byte[] command(int command, byte[] argument) throws IOException {
        send(command, argument);
        return read();
    }

    /** Sends a command that has no answer. */
    void send(int command, byte[] argument) throws IOException {
        sequence = 0;
        byte[] payload = new byte[argument.length + 1];
        payload[0] = (byte) command;
        System.arraycopy(argument, 0, payload, 1, argument.length);
        write(payload);
    }

    /** Sends a command whose answer is a list that ends with EOF or an error. */
    List<byte[]> list(int command, String argument) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        byte[] packet = command(command, argument.getBytes(StandardCharsets.UTF_8));
        while (!ends(packet)) {
            packets.add(packet);
            packet = read();
        }
        packets.add(packet);
        return packets;
    }

    /** All rows of a query as text, or the server's error as an exception. */
    List<List<String>> query(String sql) throws IOException {
        byte[] first = command(COM_QUERY, sql.getBytes(StandardCharsets.UTF_8));
        if ((first[0] & 0xff) == 0xff) {
            throw new IOException(error(first));
        }
        List<List<String>> rows = new ArrayList<>();
        if (first[0] == 0) {
            return rows;
        }
        while (!ends(read())) {
            // a column's definition
        }
        byte[] packet = read();
        while (!ends(packet)) {
            rows.add(row(packet, first[0] & 0xff));
            packet = read();
        }
        if ((packet[0] & 0xff) == 0xff) {
            throw new IOException(error(packet));
        }
        return rows;
    }

    /** The first value of a query. */
    String value(String sql) throws IOException {
        return query(sql).getFirst().getFirst();
    }

    /** Code, SQLSTATE and message of an error packet. */
    static String error(byte[] packet) {
        int code = packet[1] & 0xff | (packet[2] & 0xff) << 8;
        return code + " " + new String(packet, 4, packet.length - 4, StandardCharsets.UTF_8);
    }

    /** The next packet. */
    byte[] read() throws IOException {
        int length = in.read() | in.read() << 8 | in.read() << 16;
        if (length < 0) {
            throw new IOException("closed by the other side");
        }
        sequence = in.readUnsignedByte() + 1;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static List<String> row(byte[] packet, int columns) {
        List<String> row = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < columns; i++) {
            int length = packet[at++] & 0xff;
            if (length == 0xfb) {
                row.add(null);
                continue;
            }
            int more = length < 0xfc ? 0 : length - 0xfa; // 2 or 3 bytes follow
            if (more > 0) {
                length = 0;
                for (int shift = 0; shift < 8 * more; shift += 8) {
                    length |= (packet[at++] & 0xff) << shift;
                }
            }
            row.add(new String(packet, at, length, StandardCharsets.UTF_8));
            at += length;
        }
        return row;
    }

    private static boolean ends(byte[] packet) {
        int first = packet[0] & 0xff;
        return first == 0xff || first == 0xfe && packet.length < 9;
    }

    private void write(byte[] payload) throws IOException {
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[2] = (byte) (payload.length >> 16);
        packet[3] = (byte) sequence;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        out.write(packet);
    }

    private static byte[] response(Endpoint to, int capabilities, byte[] scramble) throws IOException {
        var packet = new ByteArrayOutputStream();
        for (int shift = 0; shift < 32; shift += 8) {
            packet.write(capabilities >> shift);
        }
        packet.write(new byte[]{0, 0, 0, 1, UTF8_GENERAL_CI});
        packet.write(new byte[23]);
        packet.write(terminated(to.user()));
        byte[] proof = nativePassword(to.password(), scramble);
        packet.write(proof.length);
        packet.write(proof);
        packet.write(terminated(to.schema()));
        packet.write(terminated("mysql_native_password"));
        return packet.toByteArray();
    }

    /** 8 bytes after version and thread id, 12 more after the capabilities. */
    private static byte[] scramble(byte[] greeting) {
        int at = 1;
        while (greeting[at] != 0) {
            at++;
        }
        at += 5;
        byte[] scramble = Arrays.copyOfRange(greeting, at, at + 20);
        System.arraycopy(greeting, at + 27, scramble, 8, 12);
        return scramble;
    }

    /** SHA1(password) XOR SHA1(scramble, SHA1(SHA1(password))). */
    private static byte[] nativePassword(String password, byte[] scramble) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        byte[] once = sha1(password.getBytes(StandardCharsets.UTF_8));
        byte[] mixed = sha1(scramble, sha1(once));
        for (int i = 0; i < once.length; i++) {
            once[i] ^= mixed[i];
        }
        return once;
    }

    private static byte[] sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
