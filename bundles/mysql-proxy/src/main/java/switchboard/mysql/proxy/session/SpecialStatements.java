package switchboard.mysql.proxy.session;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ToldChanges;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.route.Destination;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.ServerSet;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.SetStatement;
import switchboard.mysql.proxy.variables.ToldVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** Statements that the proxy answers itself (ProxySQL 2.7 manual, special queries). */
final class SpecialStatements {
    private static final Logger LOG = LoggerFactory.getLogger(SpecialStatements.class);
    // possessive throughout: a client's blanks must not cost the event loop their square
    private static final Pattern USE = Pattern
            .compile("(?is)\\s*+USE\\s*+(?:`((?:[^`]++|``)++)`|([^\\s;`]++))\\s*+;*+\\s*+");

    /** With it the end of a transaction, even of none, may begin another. */
    private static final String COMPLETION_TYPE = "completion_type";

    /** A connection with one of these may know variables better than the session does. */
    private static final int MAY_HAVE_ASSIGNED = HeldBy.USER_VARIABLE | HeldBy.UNKNOWN_SET
            | HeldBy.PREPARED_STATEMENT;

    private final ClientSession session;
    private CommandScript setScript;

    SpecialStatements(ClientSession session) {
        this.session = session;
    }

    /** True if the client has its answer; false if the statement goes to a server like any other. */
    boolean answer(KnownQuery known, ByteBuf packet, Supplier<String> text) {
        return switch (known.traits().kind()) {
            case SET -> set(known, text.get());
            case USE -> use(text.get());
            case COMMIT -> endTransaction(Counter.COM_COMMIT, Counter.COM_COMMIT_FILTERED);
            case ROLLBACK -> endTransaction(Counter.COM_ROLLBACK, Counter.COM_ROLLBACK_FILTERED);
            case SHOW_WARNINGS -> showWarnings();
            case SHOW_COUNT_WARNINGS -> session.backends().heldBy(HeldBy.HAS_WARNINGS) == null
                    && value(AnswerColumns.variable("@@session.warning_count"),
                            Integer.toString(session.context().last().warnings()));
            case SHOW_ERRORS -> showWarnings();
            case ROW_COUNT -> function(text.get(), session.context().last().rowCount());
            case FOUND_ROWS -> session.backends().heldBy(HeldBy.FOUND_ROWS) == null
                    && function(text.get(), session.context().last().foundRows());
            case CONNECTION_ID -> number("CONNECTION_ID()", session.id());
            case LAST_INSERT_ID -> lastInsertId(text.get());
            case VERSION_COMMENT -> value(ColumnDefinition.text("@@version_comment"), "(ProxySQL)");
            case USER -> value(ColumnDefinition.text("USER()"), session.account().username());
            case KILL -> false; // QueryCommand runs it: its answer may come later
            case LOAD_LOCAL -> refuseLocalFile();
            case INTERNAL -> internal(text.get());
            case OTHER -> false;
        };
    }

    private boolean internal(String sql) {
        return sql.strip().equalsIgnoreCase("PROXYSQL INTERNAL SESSION")
                ? value(ColumnDefinition.text("session_info"), SessionReport.json(session, true))
                : error(1064, "42000", "Unknown PROXYSQL INTERNAL command");
    }

    private boolean set(KnownQuery query, String sql) {
        SetStatement parsed = SetStatement.parse(sql);
        boolean known = parsed != null && !(parsed.buildsOnMore(session.context().variables())
                && session.backends().heldBy(MAY_HAVE_ASSIGNED) != null);
        SessionVariables after = known ? parsed.applyTo(session.context().variables()) : null;
        ServerSet serverSet = after == null ? ServerSet.parse(sql) : null;
        setScript = serverSet == null ? null : new SetScript(session, serverSet);
        if (serverSet != null) {
            return false;
        }
        if (after == null) {
            lockForUnknownSet(query);
            return false;
        }
        for (Map.Entry<String, String> change : parsed.changes()) {
            if (change.getKey().equals(TrackedVariables.NAMES)) {
                session.loop().counters().add(Counter.COM_FRONTEND_SET_NAMES, 1);
            }
            if (change.getKey().equals(TrackedVariables.AUTOCOMMIT)) {
                if (change.getValue() == null && session.backends().inTransaction() != null) {
                    session.loop().counters().add(Counter.COM_AUTOCOMMIT, 1);
                    setScript = new CommittingSet(session, parsed, after);
                    return false; // it commits: the server has to hear it
                }
                session.loop().counters().add(Counter.COM_AUTOCOMMIT_FILTERED, 1);
            }
        }
        session.context().variables(after);
        session.replies().ok(new ToldChanges(null, ToldVariables.of(parsed)));
        return true;
    }

    private void lockForUnknownSet(KnownQuery known) {
        if (session.loop().settings().lockOnUnknownSet() && session.context().lockedHostgroup() < 0) {
            BackendConnection transaction = session.backends().inTransaction();
            int hostgroup = transaction != null
                    ? SessionBackends.hostgroup(transaction)
                    : Destination.hostgroup(known.decision(), session.account());
            session.context().lock(hostgroup, session.id(), known);
        }
    }

    private boolean use(String sql) {
        Matcher matcher = USE.matcher(sql);
        if (!matcher.matches()) {
            return error(1148, "42000", "Unable to parse: " + sql);
        }
        session.loop().counters().add(Counter.COM_FRONTEND_USE_DB, 1);
        String schema = matcher.group(1) != null ? matcher.group(1).replace("``", "`") : matcher.group(2);
        session.schema(schema);
        session.replies().ok(new ToldChanges(schema, List.of()));
        return true;
    }

    private boolean endTransaction(Counter forwarded, Counter filtered) {
        BackendConnection open = session.backends().inTransaction();
        boolean nothingOpen = open == null
                && session.backends().heldBy(HeldBy.HAS_SAVEPOINT | HeldBy.UNKNOWN_SET) == null
                && !session.context().variables().has(COMPLETION_TYPE);
        session.loop().counters().add(nothingOpen ? filtered : forwarded, 1);
        if (nothingOpen) {
            session.replies().ok();
        }
        return nothingOpen;
    }

    private boolean showWarnings() {
        if (session.backends().heldBy(HeldBy.HAS_WARNINGS) != null) {
            return false;
        }
        session.replies().rows(AnswerColumns.warnings(session), session.context().last().rows());
        return true;
    }

    /** How the SET runs that {@link #answer} has left to the server; null if like any other statement. */
    CommandScript setScript() {
        return setScript;
    }

    private boolean function(String sql, long value) {
        session.replies().value(functionColumn(sql), Long.toString(value));
        return true;
    }

    /** The column of {@code SELECT f() AS name}. */
    static ColumnDefinition functionColumn(String sql) {
        String name = sql.strip().replaceFirst("(?i)^SELECT\\s+", "").replaceFirst("(?is)^.*\\sAS\\s+", "");
        while (name.endsWith(";") || name.endsWith(" ")) {
            name = name.substring(0, name.length() - 1);
        }
        return AnswerColumns.signed(name.replace("`", ""));
    }

    private boolean lastInsertId(String sql) {
        if (session.context().insertIdAt() != null) {
            return false;
        }
        String column = sql.strip().replaceAll("\\s+", " ").replaceFirst("(?i)^SELECT ", "")
                .replaceFirst("(?i) (?:FROM|LIMIT) .*$", "");
        while (column.endsWith(";") || column.endsWith(" ")) {
            column = column.substring(0, column.length() - 1);
        }
        return number(column, session.context().lastInsertId());
    }

    private boolean refuseLocalFile() {
        if (session.loop().settings().localInfile()) {
            LOG.warn("LOAD DATA LOCAL INFILE forwarded thread_id={}: the file's content comes from the client",
                    session.id());
            return false;
        }
        return error(1047, "HY000", "Unsupported 'LOAD DATA LOCAL INFILE' command");
    }

    private boolean number(String column, long value) {
        return value(AnswerColumns.unsigned(column), Long.toUnsignedString(value));
    }

    private boolean value(ColumnDefinition column, String value) {
        session.replies().value(column, value);
        return true;
    }

    private boolean error(int code, String sqlState, String message) {
        session.loop().counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        session.replies().error(code, sqlState, message);
        return true;
    }
}
