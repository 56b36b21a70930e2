package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each client of the matrix is made to say: values of all column types there and back, errors and warnings. One
 * line is a label, a statement and its parameters, divided by tabs; {@code matrix/probe.py} describes them.
 */
final class MatrixScript {
    /** More than one packet of the protocol holds. */
    static final int BLOB_BYTES = 20 * 1024 * 1024;
    /** Of statements whose answer depends on the run before. */
    static final String CLEAN = "clean";
    /** Unchanging, so that a failure can be seen again. */
    private static final long SEED = 6;

    private final List<String> lines = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final Path folder;

    /**
     * @param withBlobs of 20 MB, which take a client some seconds
     */
    MatrixScript(MatrixServer.Brand brand, Path folder, boolean withBlobs) {
        this.folder = folder;
        say("mode", "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
        say("zone", "SET SESSION time_zone = '+03:00'");
        for (String status : List.of("Ssl_version", "Compression")) { // whether the way is the one that was meant
            say("status", "SELECT variable_value > '' AS given, variable_value = 'ON' AS s FROM "
                    + (brand == MatrixServer.Brand.MYSQL ? "performance" : "information")
                    + "_schema.session_status WHERE variable_name = '" + status + "'");
        }
        for (MatrixType type : MatrixType.of(brand)) {
            values(type);
        }
        if (withBlobs) {
            blobs();
        }
        statements(brand);
        expected.add("last row " + shown(text("end"))); // the client still speaks with its server
    }

    private void statements(MatrixServer.Brand brand) {
        for (String line : read("statements.sql").lines().toList()) {
            if (!line.isEmpty() && !line.startsWith("--")) {
                String[] parts = line.split(": ", 2);
                if (!parts[0].contains("@") || parts[0].endsWith("@" + brand.label())) {
                    say(parts[0], parts[1]);
                }
            }
        }
    }

    /** The folder of the probes. */
    static Path resources() {
        return Workspace.root().resolve("itests/src/test/resources/matrix");
    }

    private static String read(String name) {
        try {
            return Files.readString(resources().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void values(MatrixType type) {
        String table = type.table();
        say(CLEAN, "DELETE FROM " + table);
        int row = 0;
        for (String value : type.values()) {
            row++;
            say(table, "INSERT INTO " + table + " (id, v) VALUES (" + row + ", " + type.placeholder() + ")", value);
        }
        say(table + ".back", "SELECT v FROM " + table + " ORDER BY id");
        say(table + ".there",
                "SELECT id, OCTET_LENGTH(v), SHA2(v, 256), v IS NULL, HEX(v) FROM " + table + " ORDER BY id");
        if (type.exact()) {
            type.values().forEach(value -> expected.add(table + ".back row " + shown(value)));
        }
    }

    private void blobs() {
        byte[] bytes = new byte[BLOB_BYTES];
        new Random(SEED).nextBytes(bytes);
        for (int at = 0; at < BLOB_BYTES; at += 16) { // both Connectors fail at 16 MB that zlib makes no shorter
            bytes[at] = 0;
        }
        String text = "Zwölf Boxkämpfer 𝄞 ".repeat(BLOB_BYTES / 24);
        List<String> values = List.of(file("blob", bytes), file("text", text.getBytes(StandardCharsets.UTF_8)));
        for (String value : values) {
            String table = value.endsWith("blob") ? "m_big_blob" : "m_big_text";
            say(CLEAN, "DELETE FROM " + table);
            say(table, "INSERT INTO " + table + " (id, v) VALUES (1, ?)", value);
            say(table + ".there", "SELECT OCTET_LENGTH(v), SHA2(v, 256) FROM " + table);
            say(table + ".back", "SELECT v FROM " + table);
            expected.add(table + ".back row " + shown(value));
            say(CLEAN, "DELETE FROM " + table);
        }
    }

    /** Statements that make the tables, as the first client. */
    static List<String> tables(MatrixServer.Brand brand) {
        List<String> statements = new ArrayList<>();
        for (MatrixType type : MatrixType.of(brand)) {
            statements.add("CREATE TABLE " + type.table() + " (id INT PRIMARY KEY, v " + type.sql() + " NULL)");
        }
        statements.add("CREATE TABLE m_big_blob (id INT PRIMARY KEY, v LONGBLOB)");
        statements.add("CREATE TABLE m_big_text (id INT PRIMARY KEY, v LONGTEXT CHARACTER SET utf8mb4)");
        statements.add("CREATE PROCEDURE m_two (IN n INT) BEGIN SELECT n AS a; SELECT n + 1 AS b, NULL AS c; END");
        statements.add("CREATE PROCEDURE m_fails () BEGIN SELECT 1 AS a; SIGNAL SQLSTATE '45000' "
                + "SET MESSAGE_TEXT = 'nicht möglich', MYSQL_ERRNO = 31000; END");
        statements.add("CREATE TABLE m_wide (" + IntStream.rangeClosed(1, 1000)
                .mapToObj(each -> "c" + each + " TINYINT DEFAULT 7").collect(Collectors.joining(", ")) + ")");
        return statements;
    }

    private void say(String label, String statement, String... parameters) {
        lines.add(label + "\t" + statement + (parameters.length == 0 ? "" : "\t" + String.join("\t", parameters)));
    }

    List<String> lines() {
        return lines;
    }

    /** Lines of a transcript in which bytes came back as they were sent. */
    List<String> expected() {
        return expected;
    }

    /** The script as a file for clients that are programs. */
    Path file() {
        return write("script", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name, byte[] content) {
        return "f" + write(name, content);
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String value) {
        return "s" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }

    static String bytes(int... values) {
        StringBuilder hex = new StringBuilder("b");
        for (int value : values) {
            hex.append(HexFormat.of().toHexDigits((byte) value));
        }
        return hex.toString();
    }

    static String number(String value) {
        return "i" + new BigInteger(value);
    }

    /** A parameter's bytes; null for NULL. */
    static byte[] content(String parameter) {
        String rest = parameter.substring(1);
        return switch (parameter.charAt(0)) {
            case 'n' -> null;
            case 'i' -> rest.getBytes(StandardCharsets.UTF_8);
            case 'f' -> {
                try {
                    yield Files.readAllBytes(Path.of(rest));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            default -> HexFormat.of().parseHex(rest);
        };
    }

    private static String shown(String parameter) {
        return shown(content(parameter));
    }

    /** A value in a transcript: in hex, or length and SHA-256 of a long one. */
    static String shown(byte[] value) {
        if (value == null) {
            return "NULL";
        }
        if (value.length <= 256) {
            return "x" + HexFormat.of().formatHex(value);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value);
            return value.length + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
