package switchboard.config.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.config.store.Golden;
import switchboard.config.store.rows.TableRows;
import switchboard.config.store.rows.TableShare;

class RebuiltTablesTest {
    private final TableShare share = TableShare
            .of(new ConfigTable(Golden.table("proxysql_servers"), "hostname, port", null, null));

    @TempDir
    private Path folder;

    @Test
    void tableWithADamagedIndexIsBuiltAnewWithItsRows() throws Exception {
        try (FileDatabase file = new FileDatabase(folder, FileKey.NONE)) {
            DiskTables disk = new DiskTables(file);
            disk.ensure("test", List.of(share));
            file.write("test", connection -> {
                new TableRows(connection, "disk").insert("proxysql_servers", share.shape(),
                        List.of(new String[]{"a", "1", "0", ""}, new String[]{"b", "2", "0", ""}));
                return null;
            });
            int[] runs = {0};
            int rows = disk.repairing("test", List.of(share), () -> {
                if (runs[0]++ == 0) {
                    throw new ConfigRefusedException("damaged", new SQLException("row not found", "HY000",
                            ErrorCode.LOCK_TIMEOUT_1, code(ErrorCode.ROW_NOT_FOUND_IN_PRIMARY_INDEX)));
                }
                return file.read("test", connection -> new TableRows(connection, "disk").read(share).size());
            });
            assertEquals(2, rows);
        }
    }

    @Test
    void otherErrorsAreNotRepaired() throws Exception {
        try (FileDatabase file = new FileDatabase(folder, FileKey.NONE)) {
            DiskTables disk = new DiskTables(file);
            disk.ensure("test", List.of(share));
            assertThrows(ConfigRefusedException.class, () -> disk.repairing("test", List.of(share), () -> {
                throw new ConfigRefusedException("full", code(ErrorCode.IO_EXCEPTION_1));
            }));
        }
    }

    @Test
    void writeThatCannotFitIsRefusedBeforeItIsBegun() throws Exception {
        try (FileDatabase file = new FileDatabase(folder, FileKey.NONE)) {
            file.requireRoom(0);
            assertThrows(SQLException.class, () -> file.requireRoom(Long.MAX_VALUE / 8));
        }
    }

    private static SQLException code(int code) {
        return new SQLException("cause", "HY000", code);
    }
}
