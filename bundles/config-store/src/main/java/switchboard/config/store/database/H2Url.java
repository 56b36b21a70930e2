package switchboard.config.store.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** H2's settings for both databases. */
final class H2Url {
    /** Of the database; case of names doesn't matter, no trace file with statements beside the data. */
    private static final String DATABASE = ";MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    /**
     * Of the file: no compaction at each close (it is compacted when it has grown), nothing written into reused space, no
     * writer in the background. A killed H2 2.5.252 else loses what CHECKPOINT SYNC wrote, 1 of 60 kills: for a chunk in
     * reused space it writes a header that names the chunk before, and nothing leads to the new one. With the writer in
     * the background the file can even become unreadable ("Chunk not found"). So: 400 of 400 kills found everything.
     */
    private static final String FILE = ";WRITE_DELAY=0;REUSE_SPACE=FALSE;MAX_COMPACT_TIME=0";
    /** Of each session: words that ProxySQL's tables use as names. */
    private static final String SESSION = ";NON_KEYWORDS=KEY,VALUE,USER,INTERVAL,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR";

    private H2Url() {
    }

    static String memory(String name) {
        return "jdbc:h2:mem:" + name + DATABASE + SESSION;
    }

    /** For a user without administrator's rights, who may not set what concerns the database. */
    static String memory(String name, String schemas) {
        String first = schemas.substring(0, schemas.indexOf(','));
        return "jdbc:h2:mem:" + name + SESSION + ";SCHEMA=" + first + ";SCHEMA_SEARCH_PATH=" + schemas;
    }

    /** @param file without H2's ending {@code .mv.db} */
    static String file(Path file, FileKey key) {
        return "jdbc:h2:file:" + file.toAbsolutePath() + DATABASE + FILE + SESSION
                + (key.encrypts() ? ";CIPHER=AES" : "");
    }

    /** Connects without DriverManager, which looks at class loaders. */
    static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return org.h2.Driver.load().connect(url, properties);
    }
}
