package switchboard.h2.server;

import java.sql.Connection;
import java.sql.SQLException;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.server.AnswerWriter;

/** Autocommit and BEGIN of one session, in MySQL's terms. */
final class H2Transaction {
    private final Connection database;
    private final AnswerWriter answers;
    private boolean begun;

    H2Transaction(Connection database, AnswerWriter answers) {
        this.database = database;
        this.answers = answers;
    }

    void begin() throws SQLException {
        end(true);
        database.setAutoCommit(false);
        begun = true;
        answers.status(statusFlags());
    }

    void autocommit(boolean on) throws SQLException {
        end(true);
        database.setAutoCommit(on);
    }

    void end(boolean commit) throws SQLException {
        if (!database.getAutoCommit()) {
            if (commit) {
                database.commit();
            } else {
                database.rollback();
            }
        }
        if (begun) {
            database.setAutoCommit(true);
            begun = false;
        }
        answers.status(statusFlags());
    }

    int statusFlags() {
        return (begun ? StatusFlag.SERVER_STATUS_IN_TRANS : 0) | StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    }
}
