package switchboard.mysql.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes as a broken or hostile peer may send them, made of good ones. */
public final class Mutation {
    private static final int[] EDGES = {0, 1, 0x7F, 0x80, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF};
    private static final int MOST_ADDED = 40;

    private Mutation() {
    }

    /** One to four changes: bytes set, flipped, left out, put in, cut off, appended. */
    public static byte[] of(byte[] good, RandomGenerator random) {
        byte[] bytes = good;
        for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 0; left--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> set(bytes, at, EDGES[random.nextInt(EDGES.length)]);
            case 1 -> set(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> join(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(5)));
            case 3 -> join(bytes, at, added(random), at);
            case 4 -> Arrays.copyOf(bytes, at);
            default -> join(bytes, bytes.length, added(random), bytes.length);
        };
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] added(RandomGenerator random) {
        byte[] more = new byte[1 + random.nextInt(MOST_ADDED)];
        random.nextBytes(more);
        return more;
    }

    private static byte[] join(byte[] bytes, int until, byte[] middle, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, until);
        joined.writeBytes(middle);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }

    /** The same bytes in pieces of any length; long ones in some dozens. */
    public static List<byte[]> cut(byte[] bytes, RandomGenerator random) {
        List<byte[]> pieces = new ArrayList<>();
        int most = Math.max(bytes.length / 30, random.nextBoolean() ? 6 : 200);
        for (int at = 0; at < bytes.length;) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }
}
