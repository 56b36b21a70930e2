package switchboard.mysql.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.proxy.backend.HeldBy;

/** COM_STMT_EXECUTE of statements that only the session can answer: its next connection may know another session's. */
final class PreparedAnswer {
    private PreparedAnswer() {
    }

    /** True if the client has its answer. */
    static boolean answers(ClientSession session, ClientStatement statement) {
        LastStatement last = session.context().last();
        boolean answered = switch (statement.known().traits().kind()) {
            case ROW_COUNT -> number(session, statement, last.rowCount());
            case FOUND_ROWS -> session.backends().heldBy(HeldBy.FOUND_ROWS) == null
                    && number(session, statement, last.foundRows());
            case CONNECTION_ID -> number(session, statement, session.id());
            case SHOW_WARNINGS, SHOW_ERRORS -> session.backends().heldBy(HeldBy.HAS_WARNINGS) == null
                    && warnings(session, last);
            case SHOW_COUNT_WARNINGS -> session.backends().heldBy(HeldBy.HAS_WARNINGS) == null
                    && count(session, last);
            case OTHER, SET, USE, COMMIT, ROLLBACK, LAST_INSERT_ID, VERSION_COMMENT, USER, KILL,
                    INTERNAL, LOAD_LOCAL ->
                false;
        };
        if (answered) {
            session.answeredHere(statement.known().traits().kind());
            session.execution().notes().answeredLocally(statement.known());
        }
        return answered;
    }

    private static boolean number(ClientSession session, ClientStatement statement, long value) {
        String sql = StandardCharsets.UTF_8.decode(statement.shared().key().sql().duplicate()).toString();
        ColumnDefinition column = SpecialStatements.functionColumn(sql);
        session.replies().binaryRows(List.of(column), List.<Object[]>of(new Object[]{value}));
        return true;
    }

    private static boolean count(ClientSession session, LastStatement last) {
        session.replies().binaryRows(List.of(AnswerColumns.variable("@@session.warning_count")),
                List.<Object[]>of(new Object[]{last.warnings()}));
        return true;
    }

    private static boolean warnings(ClientSession session, LastStatement last) {
        session.replies().binaryRows(AnswerColumns.warnings(session), last.rows());
        return true;
    }
}
