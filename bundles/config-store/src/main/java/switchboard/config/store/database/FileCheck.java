package switchboard.config.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.config.store.shape.H2Ddl;

/** Looks for damage before anything is written: H2 takes a file that was cut off for an empty or an older one. */
final class FileCheck {
    private static final int HEADERS = 2;
    /** The header is kept twice, as text: {@code H:2,block:5,blockSize:1000,chunk:9,…}, numbers in hexadecimal. */
    private static final Pattern BLOCK = Pattern.compile("\\AH:\\d+,block:([0-9a-f]{1,12}),");
    /** So begins a chunk: {@code chunk:1,len:14e,…}, its length in blocks. */
    private static final Pattern CHUNK = Pattern
            .compile("\\Achunk:[0-9a-f]+,(?:block:[0-9a-f]+,)?len:([0-9a-f]{1,12}),");

    private FileCheck() {
    }

    /** Refuses a file that ends before the chunk does to which its header leads. A new one is empty. */
    static void requireWhole(Path file, FileKey key) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0) {
            return;
        }
        try (FileBlocks blocks = FileBlocks.open(file, key)) {
            if (blocks.size() < HEADERS * FileBlocks.BYTES) {
                throw cutOff(file, bytes); // H2 would begin a new database
            }
            for (int header = 0; header < HEADERS; header++) {
                long block = number(BLOCK, blocks.block(header), 0);
                long end = block + number(CHUNK, blocks.block(block), 1);
                if (block > 0 && end * FileBlocks.BYTES > blocks.size()) {
                    throw cutOff(file, bytes);
                }
            }
        }
    }

    private static UnusableFileException cutOff(Path file, long bytes) {
        return new UnusableFileException(file + " is damaged: it ends after " + bytes
                + " bytes and was longer. It was left as it is. Put a copy in its place, or start with --initial,"
                + " which puts the file aside and reads the config file");
    }

    private static long number(Pattern form, String text, long otherwise) {
        Matcher found = form.matcher(text);
        return found.find() ? Long.parseLong(found.group(1), 16) : otherwise;
    }

    /** Reads the last value of each row, which no index has, and with it each page, whose sum H2 compares. */
    static void readAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String query : queries(statement)) {
                statement.executeQuery(query).close();
            }
        }
    }

    private static List<String> queries(Statement statement) throws SQLException {
        List<String> queries = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME"
                + " FROM INFORMATION_SCHEMA.COLUMNS c WHERE TABLE_SCHEMA IN ('disk', 'store')"
                + " AND TABLE_NAME <> 'version_parts' AND ORDINAL_POSITION = (SELECT MAX(l.ORDINAL_POSITION) FROM"
                + " INFORMATION_SCHEMA.COLUMNS l WHERE l.TABLE_SCHEMA = c.TABLE_SCHEMA AND l.TABLE_NAME = c.TABLE_NAME)")) {
            while (columns.next()) {
                queries.add("SELECT MAX(LENGTH(CAST(" + H2Ddl.quote(columns.getString(3)) + " AS VARCHAR))) FROM "
                        + H2Ddl.qualified(columns.getString(1), columns.getString(2)));
            }
        }
        return queries;
    }
}
