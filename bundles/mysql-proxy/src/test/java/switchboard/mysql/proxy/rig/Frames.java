package switchboard.mysql.proxy.rig;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The frames of a compressed connection as its server sees them: it sends them without compressing. Commands begin with frame
 * 0 (MySQL protocol reference, "Compression").
 */
final class Frames {
    private static final int HEADER_BYTES = 7;
    private int number;

    /** What comes out of the frames. */
    InputStream expand(DataInputStream in) {
        return new InputStream() {
            private InputStream frame = InputStream.nullInputStream();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = frame.read(into, from, length);
                while (count < 0 && length > 0) {
                    byte[] content = next(in);
                    if (content == null) {
                        return -1;
                    }
                    frame = new ByteArrayInputStream(content);
                    count = frame.read(into, from, length);
                }
                return count;
            }
        };
    }

    private byte[] next(DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        try {
            in.readFully(header);
        } catch (EOFException closed) {
            return null;
        }
        byte[] sent = new byte[medium(header, 0)];
        in.readFully(sent);
        int found = header[3] & 0xFF;
        if (found != 0 && found != (number & 0xFF)) {
            throw new IOException("frame " + found + " where 0 or " + (number & 0xFF) + " had to be");
        }
        number = found + 1;
        int expanded = medium(header, 4);
        return expanded == 0 ? sent : inflate(sent, expanded);
    }

    private static byte[] inflate(byte[] sent, int bytes) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(sent);
            byte[] content = new byte[bytes];
            int done = 0;
            while (done < bytes) {
                int count = inflater.inflate(content, done, bytes - done);
                if (count == 0) {
                    throw new IOException("a frame of " + done + " bytes that promised " + bytes);
                }
                done += count;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
    }

    /** Everything up to a flush is one frame. */
    OutputStream wrap(OutputStream out) {
        return new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                if (size() > 0) {
                    out.write(new byte[]{(byte) size(), (byte) (size() >> 8), (byte) (size() >> 16),
                            (byte) number++, 0, 0, 0});
                    writeTo(out);
                    reset();
                    out.flush();
                }
            }
        };
    }

    private static int medium(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }
}
