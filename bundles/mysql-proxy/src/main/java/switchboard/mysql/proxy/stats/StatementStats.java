package switchboard.mysql.proxy.stats;

import java.nio.charset.StandardCharsets;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.statement.SharedStatement;
import switchboard.mysql.proxy.statement.SharedStatements;

/** stats_mysql_prepared_statements_info (ProxySQL 2.7 manual), and what memory the statements take. */
final class StatementStats {
    private static final String COLUMNS = "global_stmt_id INT NOT NULL , schemaname VARCHAR NOT NULL , "
            + "username VARCHAR NOT NULL , digest VARCHAR NOT NULL , ref_count_client INT NOT NULL , "
            + "ref_count_server INT NOT NULL , num_columns INT NOT NULL, num_params INT NOT NULL, "
            + "query VARCHAR NOT NULL";
    /** Objects around a text: key, strings, map entry, counters; as a heap dump shows them. */
    private static final int STATEMENT_BYTES = 320;
    /** A backend connection's entry for a statement. */
    private static final int BACKEND_BYTES = 96;

    private final SharedStatements statements;

    StatementStats(SharedStatements statements) {
        this.statements = statements;
    }

    VirtualTable table() {
        return StatsTable.of("stats_mysql_prepared_statements_info", COLUMNS, this::read);
    }

    private void read(VirtualTable.RowSink sink) {
        for (SharedStatement statement : statements.all()) {
            sink.row(statement.id(), statement.key().schema(), statement.key().user(),
                    String.format("0x%016X", statement.digest()), statement.clients(), statement.servers(),
                    statement.columns(), statement.parameters(),
                    StandardCharsets.UTF_8.decode(statement.key().sql().duplicate()).toString());
        }
    }

    /** How many, at one moment. */
    record Counts(long clientTotal, long clientUnique, long serverTotal, long serverUnique, long maxId, long cached,
            long metadataBytes, long backendBytes) {
    }

    Counts counts() {
        long clients = 0;
        long withClients = 0;
        long servers = 0;
        long withServers = 0;
        long cached = 0;
        long bytes = 0;
        for (SharedStatement statement : statements.all()) {
            clients += statement.clients();
            withClients += statement.clients() > 0 ? 1 : 0;
            servers += statement.servers();
            withServers += statement.servers() > 0 ? 1 : 0;
            cached++;
            bytes += STATEMENT_BYTES + statement.key().sql().remaining();
        }
        return new Counts(clients, withClients, servers, withServers, statements.lastId(), cached, bytes,
                servers * BACKEND_BYTES);
    }
}
