package switchboard.cluster.primary;

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
import switchboard.api.table.Rows;

/**
 * A LOAD as candidates keep it: the rows of a module's tables, compressed.
 *
 * <pre>
 * format 1 | unix time | tables { name | columns { name } | rows { values { length or -1 | UTF-8 } } }
 * </pre>
 */
record AgreedRows(long epochSeconds, Map<String, Rows> tables) {
    private static final int FORMAT = 1;
    private static final int MOST_TABLES = 100;
    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_ROWS = 20_000_000;
    private static final int LONGEST_VALUE = 64 << 20;

    byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, fast))) {
            out.writeByte(FORMAT);
            out.writeLong(epochSeconds);
            out.writeInt(tables.size());
            for (Map.Entry<String, Rows> table : tables.entrySet()) {
                write(out, table.getKey());
                write(out, table.getValue());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Rows rows) throws IOException {
        out.writeInt(rows.columns().size());
        for (String column : rows.columns()) {
            write(out, column);
        }
        out.writeInt(rows.size());
        for (String[] row : rows.values()) {
            for (String value : row) {
                write(out, value);
            }
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws IOException they are of another version, or none */
    static AgreedRows decoded(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("format " + format + " of a LOAD: this version knows " + FORMAT);
            }
            long epoch = in.readLong();
            int count = size(in, MOST_TABLES);
            Map<String, Rows> tables = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                tables.put(text(in), rows(in));
            }
            return new AgreedRows(epoch, tables);
        }
    }

    private static Rows rows(DataInputStream in) throws IOException {
        int width = size(in, MOST_COLUMNS);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(text(in));
        }
        int count = size(in, MOST_ROWS);
        List<String[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] row = new String[width];
            for (int j = 0; j < width; j++) {
                row[j] = text(in);
            }
            values.add(row);
        }
        return new Rows(columns, values);
    }

    private static int size(DataInputStream in, int most) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > most) {
            throw new IOException("a size of " + size + " in a LOAD");
        }
        return size;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > LONGEST_VALUE) {
            throw new IOException("a length of " + length + " in a LOAD");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a LOAD that ends in a value");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
