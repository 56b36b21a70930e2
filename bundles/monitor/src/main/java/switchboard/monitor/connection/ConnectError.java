package switchboard.monitor.connection;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import switchboard.api.check.CheckTarget;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.client.CommandFailedException;
import switchboard.mysql.protocol.client.LoginRefusedException;

/** What went wrong, in the words of the client library that ProxySQL uses (MariaDB Connector/C). */
record ConnectError(int code, String text) {
    private static final int ECONNREFUSED = 111;
    private static final int ETIMEDOUT = 110;
    private static final int EHOSTUNREACH = 113;
    private static final int EIO = 5;

    static ConnectError of(CheckTarget target, Throwable cause) {
        return switch (cause) {
            case CommandFailedException failed -> new ConnectError(failed.code(), failed.getMessage());
            case LoginRefusedException refused -> new ConnectError(refused.code(), refused.getMessage());
            case UnknownHostException unknown -> new ConnectError(ErrorCode.CR_UNKNOWN_HOST,
                    "Unknown server host '%s' (-2)".formatted(target.hostname()));
            default -> unreachable(target, errno(cause));
        };
    }

    static ConnectError timeoutOf(CheckTarget target) {
        return unreachable(target, ETIMEDOUT);
    }

    private static ConnectError unreachable(CheckTarget target, int errno) {
        return target.port() == 0
                ? new ConnectError(ErrorCode.CR_CONNECTION_ERROR,
                        "Can't connect to local server through socket '%s' (%d)"
                                .formatted(target.hostname(), errno))
                : new ConnectError(ErrorCode.CR_CONN_HOST_ERROR,
                        "Can't connect to server on '%s' (%d)".formatted(target.hostname(), errno));
    }

    /** Netty names the cause in its message only. */
    private static int errno(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof NoRouteToHostException || message.contains("no route to host")) {
            return EHOSTUNREACH;
        }
        if (message.contains("timed out")) {
            return ETIMEDOUT;
        }
        return cause instanceof ConnectException ? ECONNREFUSED : EIO;
    }
}
