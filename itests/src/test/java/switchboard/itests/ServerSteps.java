package switchboard.itests;

/** Statements of MariaDB that leave state of rarer kinds: transactions of all sorts, sequences, handlers, code. */
final class ServerSteps {
    private final Dice dice;
    private final String worker;

    ServerSteps(Dice dice, String worker) {
        this.dice = dice;
        this.worker = worker;
    }

    String step() {
        return switch (dice.below(9)) {
            case 0, 1 -> transaction();
            case 2 -> sequence();
            case 3 -> handler();
            case 4 -> immediate();
            case 5 -> batch();
            case 6 -> code();
            case 7 -> variable();
            default -> question();
        };
    }

    /** Two-phase, chained, read-only and consistent ones. */
    private String transaction() {
        String xid = "'" + worker + "'";
        return dice.one("XA START " + xid, "XA END " + xid, "XA PREPARE " + xid, "XA COMMIT " + xid,
                "XA ROLLBACK " + xid, "XA COMMIT " + xid + " ONE PHASE", "START TRANSACTION WITH CONSISTENT SNAPSHOT",
                "COMMIT AND CHAIN", "ROLLBACK AND CHAIN", "COMMIT WORK", "BEGIN WORK", "COMMIT AND NO CHAIN",
                "SET TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ WRITE",
                "SET completion_type=1", "SET completion_type=0",
                "SELECT * FROM t ORDER BY id LIMIT 1 FOR UPDATE", "SELECT * FROM u LOCK IN SHARE MODE",
                "ROLLBACK TO a", "SAVEPOINT `a`");
    }

    /** Not LASTVAL(): a connection isn't kept for it, or no session with ids of sequences would share one. */
    private String sequence() {
        return dice.one("SELECT NEXTVAL(s)", "SELECT NEXT VALUE FOR s", "INSERT INTO t(a) VALUES (NEXTVAL(s))",
                "DO SETVAL(s, 50)");
    }

    private String handler() {
        return dice.one("HANDLER t OPEN", "HANDLER t OPEN AS h", "HANDLER t READ FIRST", "HANDLER t READ NEXT",
                "HANDLER h READ `PRIMARY` LAST", "HANDLER t CLOSE", "HANDLER h CLOSE");
    }

    /** What is done stands in a text. */
    private String immediate() {
        return dice.one("EXECUTE IMMEDIATE 'SET @a=5'", "EXECUTE IMMEDIATE 'SELECT @a'",
                "EXECUTE IMMEDIATE 'CREATE TEMPORARY TABLE tmp1 (a INT)'",
                "EXECUTE IMMEDIATE 'INSERT INTO t(a) VALUES (?)' USING 3",
                "EXECUTE IMMEDIATE 'SET time_zone=\"+07:00\"'",
                "BEGIN NOT ATOMIC SET @c=7; END", "BEGIN NOT ATOMIC DECLARE x INT DEFAULT 3; SELECT x, @c; END",
                "BEGIN NOT ATOMIC SET SESSION max_sort_length=77; END", "IF @a > 1 THEN SET @d='if'; END IF");
    }

    /** Several statements at once; what they ask they ask of the connection, not of the session's last statement. */
    private String batch() {
        int n = 2 + dice.below(3);
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < n; i++) {
            batch.append(i == 0 ? "" : dice.one("; ", ";", " ;\n")).append(dice.one("SELECT 1", "SELECT @a, @b",
                    "INSERT INTO t(a) VALUES (9)", "SET @a=" + dice.below(50), "SET sql_mode=''", "BEGIN", "COMMIT",
                    "CREATE TEMPORARY TABLE IF NOT EXISTS tmp2 (a INT)", "DROP TEMPORARY TABLE IF EXISTS tmp2",
                    "SELECT nothing", "USE diff_" + worker, "USE diff_" + worker + "b", "UPDATE t SET a=1",
                    "SET group_concat_max_len=" + (4 + dice.below(99)), "PREPARE s1 FROM 'SELECT a FROM t'",
                    "SELECT GET_LOCK('" + worker + "x', 1)", "DO RELEASE_LOCK('" + worker + "x')", "CALL p(1)",
                    "INSERT IGNORE INTO u VALUES (1, 'no number')", "SELECT SQL_CALC_FOUND_ROWS id FROM t LIMIT 1",
                    "SELECT LAST_INSERT_ID()", "UNLOCK TABLES", "SAVEPOINT a", "SELECT @@sql_mode, @@time_zone"));
        }
        return batch.toString();
    }

    /** Procedures and functions. */
    private String code() {
        return dice.one("CALL p(1)", "CALL p(2)", "CALL q(@a)", "CALL fails()", "SELECT f(1)", "CALL p(0), 1",
                "SELECT f(@a), @b", "CALL p('x')", "CALL warns()", "CALL sets(100)", "CALL sets_and_fails()");
    }

    private String variable() {
        return dice.one("SET CHARACTER SET latin1", "SET CHARACTER SET DEFAULT", "SET character_set_results=NULL",
                "SET NAMES DEFAULT", "SET NAMES 'utf8mb3'", "SET collation_connection='latin1_german1_ci'",
                "SET insert_id=" + (1000 + dice.below(100)), "SET last_insert_id=" + dice.below(9), "SET identity=7",
                "SET timestamp=" + (1_000_000_000 + dice.below(1000)), "SET timestamp=DEFAULT",
                "SET sql_auto_is_null=1", "SET lc_messages='de_DE'", "SET lc_messages='en_US'",
                "SET max_statement_time=" + (10 + dice.below(3)), "SET wait_timeout=" + (600 + dice.below(9)),
                "SET net_write_timeout=" + (600 + dice.below(9)), "SET sql_warnings=1, sql_notes=0", "SET sql_notes=1",
                "SET SESSION optimizer_switch='mrr=on'", "SET sql_quote_show_create=0",
                "SET STATEMENT sort_buffer_size=4096 FOR SELECT @@sort_buffer_size", "SET @@session.sql_mode=DEFAULT",
                "SET `group_concat_max_len`=33", "SET @`a b`=3, @'c'=4", "SET LOCAL sql_select_limit=3",
                "SET time_zone='SYSTEM'", "SET sql_mode=(SELECT 'ANSI')", "SET @@sql_mode=@@global.sql_mode",
                "/*!40101 SET NAMES latin1 */", "/*!40103 SET TIME_ZONE='+01:00' */;", "/* SET */ SET @a=1",
                "/*M!100100 SET sql_mode='ANSI' */", "-- comment\nSET @b='c'", "# comment\nSET time_zone='+03:00'",
                "SET @old_mode=@@sql_mode, sql_mode='ANSI'", "SET sql_mode=@old_mode",
                "SET @old=@@time_zone, time_zone='+04:00'", "SET time_zone=@old", "SET GLOBAL nothing=1");
    }

    /**
     * Not GET DIAGNOSTICS and the like: an error, or a statement without warnings, keeps no connection. Not INSERT ...
     * RETURNING: its answer doesn't tell of the id that LAST_INSERT_ID() gives.
     */
    private String question() {
        return dice.one("SELECT @`a b`, @'c', @old, @old_mode", "SELECT NOW() < 20200101",
                "SHOW SESSION VARIABLES WHERE variable_name IN ('sql_mode', 'time_zone', 'character_set_results')",
                "SELECT id FROM t WHERE id IS NULL", "SELECT \"a\", 'b' || 'c'", "SELECT DATE_FORMAT(20240101, '%W')",
                "SELECT @@insert_id, @@last_insert_id, @@lc_messages", "SELECT DATABASE(), SCHEMA()",
                "SELECT @@character_set_client, @@character_set_results, @@collation_connection", "SHOW TABLES",
                "SELECT @@tx_read_only, @@tx_isolation, @@completion_type", "SELECT a FROM t GROUP BY b",
                "SELECT last_insert_id( ) + 1", "select found_rows()", "select row_count() as n",
                "DELETE FROM t WHERE a=1 RETURNING id",
                "EXPLAIN SELECT * FROM u WHERE id=1", "DESC t", "SHOW CREATE TABLE u");
    }
}
