package switchboard.config.store.history;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Changes of tables as compressed bytes. A value that the row above has as well is one byte. */
final class ChangeCodec {
    private static final byte FORM = 1;
    private static final int NULL = 0;
    private static final int AS_ABOVE = 1;
    private static final int TEXT = 2;
    private static final int BUFFER_BYTES = 64 << 10;

    private ChangeCodec() {
    }

    static byte[] encode(Map<String, TableChange> tables) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FORM);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater, BUFFER_BYTES), BUFFER_BYTES))) {
            out.writeInt(tables.size());
            for (Map.Entry<String, TableChange> table : tables.entrySet()) {
                text(out, table.getKey());
                TableChange change = table.getValue();
                out.writeInt(change.columns().size());
                for (String column : change.columns()) {
                    text(out, column);
                }
                rows(out, change.removed());
                rows(out, change.added());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible); // nothing but memory is written to
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote; anything else is an IOException. */
    static Map<String, TableChange> decode(byte[] bytes) throws IOException {
        if (bytes.length == 0 || bytes[0] != FORM) {
            throw new IOException("unknown form of a version's rows");
        }
        Map<String, TableChange> tables = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(
                new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String id = text(in);
                int width = in.readInt();
                List<String> columns = new ArrayList<>();
                for (int column = 0; column < width; column++) {
                    columns.add(text(in));
                }
                List<String[]> removed = rows(in, width);
                tables.put(id, new TableChange(columns, removed, rows(in, width)));
            }
        }
        return tables;
    }

    private static void rows(DataOutputStream out, List<String[]> rows) throws IOException {
        out.writeInt(rows.size());
        String[] above = null;
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (row[i] == null) {
                    out.writeByte(NULL);
                } else if (above != null && row[i].equals(above[i])) {
                    out.writeByte(AS_ABOVE);
                } else {
                    out.writeByte(TEXT);
                    text(out, row[i]);
                }
            }
            above = row;
        }
    }

    private static List<String[]> rows(DataInputStream in, int width) throws IOException {
        int count = in.readInt();
        List<String[]> rows = new ArrayList<>();
        String[] above = new String[width];
        for (int number = 0; number < count; number++) {
            String[] row = new String[width];
            for (int i = 0; i < width; i++) {
                int form = in.readByte();
                row[i] = form == NULL ? null : form == AS_ABOVE ? above[i] : text(in);
            }
            rows.add(row);
            above = row;
        }
        return rows;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("rows of a version end too early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
