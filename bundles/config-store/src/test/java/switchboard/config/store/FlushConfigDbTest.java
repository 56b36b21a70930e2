package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.FileKey;

class FlushConfigDbTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasSavedIsThereWhenTheFileIsOpenAgain() throws Exception {
        try (FileDatabase file = new FileDatabase(folder, FileKey.NONE)) {
            file.maintain("make", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE \"disk\".\"t\"(\"a\" INT)");
                    return statement.executeUpdate("INSERT INTO \"disk\".\"t\" VALUES (7)");
                }
            });
            new FlushConfigDb(file).run();
            int found = file.read("read", connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT \"a\" FROM \"disk\".\"t\"")) {
                    rows.next();
                    return rows.getInt(1);
                }
            });
            assertEquals(7, found);
        }
    }

    @Test
    void nothingIsClosedUnderAStatementThatReads() throws Exception {
        try (FileDatabase file = new FileDatabase(folder, FileKey.NONE)) {
            file.enter();
            String refused = assertThrows(ConfigRefusedException.class,
                    () -> file.reopen("PROXYSQL FLUSH CONFIGDB", Duration.ofMillis(1))).getMessage();
            assertTrue(refused.endsWith("repeat it when they have ended. Nothing was closed"), refused);
            file.leave();
            file.reopen("PROXYSQL FLUSH CONFIGDB", Duration.ofMillis(1));
        }
    }
}
