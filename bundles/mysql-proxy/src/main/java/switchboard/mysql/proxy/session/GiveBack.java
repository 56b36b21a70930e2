package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendPool;
import switchboard.mysql.proxy.backend.StateSync;

/** A connection whose session is gone: back to the pool when it is reset, closed if that fails. */
record GiveBack(BackendPool pool) implements StateSync.Then {
    @Override
    public void ready(BackendConnection connection) {
        pool.giveBack(connection);
    }

    @Override
    public void refused(BackendConnection connection, int errorCode, String sqlState, String message) {
        connection.close("its reset was refused: " + message);
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        connection.close(reason);
    }
}
