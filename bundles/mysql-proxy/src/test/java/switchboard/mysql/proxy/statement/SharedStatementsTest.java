package switchboard.mysql.proxy.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SharedStatementsTest {
    private static final int LIMIT = 128;
    private final SharedStatements statements = new SharedStatements();

    @Test
    void clientsOfOneAccountAndSchemaShareAStatement() {
        SharedStatement one = enter("SELECT ?");
        assertSame(one, enter("SELECT ?"));
        assertEquals(2, one.clients());
        assertNotSame(one, statements.enter(key("other", "SELECT ?"), 7, LIMIT));
        assertEquals(2, statements.lastId());
    }

    @Test
    void whatNobodyUsesIsKeptWithItsIdUntilThereAreTooMany() {
        SharedStatement first = enter("SELECT ?");
        statements.leave(first);
        assertSame(first, enter("SELECT ?"));
        statements.leave(first);
        for (int i = 0; i < LIMIT; i++) {
            statements.leave(enter("SELECT " + i));
        }
        assertEquals(1, statements.size(), "all unused ones went");
        assertNotSame(first, enter("SELECT ?"));
    }

    @Test
    void whatIsInUseStaysHoweverManyThereAre() {
        List<SharedStatement> used = new ArrayList<>();
        for (int i = 0; i < 3 * LIMIT; i++) {
            used.add(enter("SELECT " + i));
        }
        SharedStatement onServer = enter("SELECT a");
        onServer.preparedOnServer();
        statements.leave(onServer);
        for (int i = 0; i < LIMIT; i++) {
            statements.leave(enter("UPDATE " + i));
        }
        assertEquals(3 * LIMIT, statements.all().stream().filter(each -> each.clients() == 1).count());
        assertSame(onServer, enter("SELECT a"));
        assertEquals(1, onServer.servers());
    }

    @Test
    void longTextsAreNotKeptForNobody() {
        String longest = "x".repeat(SharedStatements.MAX_UNUSED_BYTES);
        statements.leave(enter(longest));
        assertEquals(1, statements.size());
        statements.leave(enter(longest + "x"));
        assertEquals(1, statements.size());
    }

    @Test
    void countsAreRightWhenManyThreadsPrepareAndForget() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 20_000; i++) {
                    SharedStatement statement = statements.enter(key("app", "SELECT " + i % 7), 0, 3);
                    statement.preparedOnServer();
                    statement.closedOnServer();
                    statements.leave(statement);
                }
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(List.of(work, work, work, work))) {
                done.get();
            }
        }
        assertEquals(0, statements.all().stream().mapToInt(each -> each.clients() + each.servers()).sum());
        assertEquals(1, enter("SELECT 1").clients());
    }

    private SharedStatement enter(String sql) {
        return statements.enter(key("app", sql), 7, LIMIT);
    }

    private static StatementKey key(String user, String sql) {
        return new StatementKey(user, "shop", ByteBuffer.wrap(sql.getBytes(StandardCharsets.UTF_8)), 1, 1);
    }
}
