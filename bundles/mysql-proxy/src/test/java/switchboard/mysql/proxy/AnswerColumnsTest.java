package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.proxy.rig.RawClient;

/** What the proxy answers itself has the columns that MySQL 9.7 gives it; those of MariaDB the matrix of clients compares. */
class AnswerColumnsTest {
    private final ProxyRig proxy = new ProxyRig();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    /** name:type:flags:collation:length:decimals; the client logs in with collation 45. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SHOW WARNINGS | Level:253:1:45:28:31 Code:3:161:63:5:0 Message:253:1:45:2048:31",
            "SHOW ERRORS | Level:253:1:45:28:31 Code:3:161:63:5:0 Message:253:1:45:2048:31",
            "SHOW COUNT(*) WARNINGS | @@session.warning_count:8:160:63:21:0",
            "SELECT ROW_COUNT() AS n | n:8:129:63:21:0", "SELECT FOUND_ROWS() | FOUND_ROWS():8:129:63:21:0",
            "SELECT LAST_INSERT_ID() | LAST_INSERT_ID():8:161:63:21:0"})
    void areThoseOfAServer(String statement, String columns) throws IOException {
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, statement);
        client.sequenceGoesOnFrom(0);
        int count = client.next()[0];
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ColumnDefinition column = ColumnDefinition.decode(Unpooled.wrappedBuffer(client.next()));
            seen.add(column.name() + ":" + column.type() + ":" + column.flags() + ":" + column.collationId() + ":"
                    + column.length() + ":" + column.decimals());
        }
        assertEquals(columns, String.join(" ", seen));
    }
}
