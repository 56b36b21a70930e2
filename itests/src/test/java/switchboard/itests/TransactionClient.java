package switchboard.itests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Transactions of two rows, one after the other, until it is told to stop. Errors it takes as applications do: it rolls
 * back, and where that fails it connects again. Even numbers prepare their statements at the server and turn autocommit
 * off, odd ones send text and BEGIN.
 */
final class TransactionClient implements Runnable {
    private static final int PAUSE_MS = 60;

    private final Endpoint proxy;
    private final int number;
    private final CountDownLatch stop;
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private volatile int committed;
    private Connection connection;
    private int next;

    TransactionClient(Endpoint proxy, int number, CountDownLatch stop) {
        this.proxy = proxy;
        this.number = number;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            while (!stop.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private void step() {
        try {
            if (connection == null) {
                connection = proxy.mariaDbConnectorJ("useServerPrepStmts=" + isPreparing());
                connection.setAutoCommit(!isPreparing());
            }
            transaction(next++);
            committed++; // written by this thread alone
        } catch (SQLException e) {
            errors.merge(Integer.toString(e.getErrorCode()), 1, Integer::sum);
            rollBack();
        }
    }

    private boolean isPreparing() {
        return number % 2 == 0;
    }

    private void transaction(int id) throws SQLException {
        if (!isPreparing()) {
            execute("BEGIN");
        }
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO pairs (client, number, half) VALUES (?, ?, ?)")) {
            for (int half = 1; half <= 2; half++) {
                insert.setInt(1, number);
                insert.setInt(2, id);
                insert.setInt(3, half);
                insert.executeUpdate();
            }
        }
        end("COMMIT");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void end(String how) throws SQLException {
        if (!isPreparing()) {
            execute(how);
        } else if (how.equals("COMMIT")) {
            connection.commit();
        } else {
            connection.rollback();
        }
    }

    private void rollBack() {
        if (connection != null) {
            try {
                end("ROLLBACK");
            } catch (SQLException e) {
                drop();
            }
        }
    }

    private void drop() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                errors.merge("close " + e.getErrorCode(), 1, Integer::sum);
            }
            connection = null;
        }
    }

    int committed() {
        return committed;
    }

    int number() {
        return number;
    }

    @Override
    public String toString() {
        return "client " + number + ": " + committed + " committed, errors by code " + errors;
    }
}
