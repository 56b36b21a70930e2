package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.CommandPackets;
import switchboard.mysql.proxy.backend.InternalCommand;
import switchboard.mysql.proxy.backend.StateSync;

/**
 * Brings a connection into a session's state together with the session's last error, for the one statement that asks about
 * it: GET DIAGNOSTICS, {@code @@error_count}. The same error is raised once more, by SIGNAL; without one the connection
 * must not tell of what another session has left.
 */
final class ErrorSync implements StateSync.Then, InternalCommand {
    /** With a table: MariaDB keeps older warnings over a statement without one. */
    private static final String NONE = "DO (SELECT 1 FROM (SELECT 1) AS t)";
    private static final int MAX_CHARACTERS = 128; // of MESSAGE_TEXT (MySQL manual, SIGNAL)
    private static final int MAX_IN_MARIADB = 512;

    private final Execution execution;
    private final LastStatement last;

    private ErrorSync(Execution execution, LastStatement last) {
        this.execution = execution;
        this.last = last;
    }

    static void bring(BackendConnection connection, SessionContext context, Execution execution) {
        StateSync.bring(connection, context.schema(), context.variables(), new ErrorSync(execution, context.last()));
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.runInternal(Command.COM_QUERY,
                CommandPackets.of(connection.channel().alloc(), Command.COM_QUERY,
                        last.errorCode() == 0
                                ? NONE
                                : signal(connection.login().mariaDb() ? MAX_IN_MARIADB : MAX_CHARACTERS)),
                this);
    }

    private String signal(int most) {
        String message = last.errorMessage();
        byte[] text = message.substring(0, Math.min(message.length(), most)).getBytes(StandardCharsets.UTF_8);
        return "SIGNAL SQLSTATE '" + last.sqlState() + "' SET MYSQL_ERRNO=" + last.errorCode()
                + ", MESSAGE_TEXT=_utf8mb4 X'" + ByteBufUtil.hexDump(text) + "'";
    }

    @Override
    public void answered(BackendConnection connection) {
        execution.ready(connection); // with the error that was wanted
    }

    @Override
    public void refused(BackendConnection connection, int errorCode, String sqlState, String message) {
        execution.refused(connection, errorCode, sqlState, message);
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        execution.lost(connection, reason);
    }
}
