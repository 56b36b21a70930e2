<?php
// What applications do with mysqli and PDO on mysqlnd beyond statements and rows; prints what they see.
//   php habits.php HOST PORT USER PASSWORD SCHEMA
[, $host, $port, $user, $password, $schema] = $argv;
const BIG = 'SELECT a.id, b.v FROM h_rows a, h_rows b WHERE a.id < 50 ORDER BY a.id, b.id';
const STATE = 'SELECT @h, @@sql_mode, @@autocommit, DATABASE(), @@character_set_client, @@time_zone';
mysqli_report(MYSQLI_REPORT_OFF);

function connect($host, $port, $user, $password, $schema, $prefix = '') {
    $connection = mysqli_init();
    $connection->options(MYSQLI_OPT_LOCAL_INFILE, 1);
    $connection->options(MYSQLI_SET_CHARSET_NAME, 'utf8mb4'); // else it takes the greeting's
    $connection->real_connect($prefix . $host, $user, $password, $schema, (int) $port);
    return $connection;
}

function say($label, $what) {
    echo $label, ' ', json_encode($what, JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_UNICODE), "\n";
}

function told($c) {
    return [$c->errno, $c->sqlstate, $c->error, $c->affected_rows, $c->insert_id, $c->warning_count, $c->info];
}

function asked($c, $statement) {
    $result = $c->query($statement);
    say('asked', $result instanceof mysqli_result ? $result->fetch_all() : told($c));
}

$c = connect($host, $port, $user, $password, $schema);
foreach ([0, 1, 700] as $take) { // unbuffered, left early
    $result = $c->query(BIG, MYSQLI_USE_RESULT);
    for ($i = 0; $i < $take; $i++) {
        $row = $result->fetch_row();
    }
    say('unbuffered', $take ? $row : null);
    say('unbuffered', [$c->query('SELECT 1') !== false, $c->errno]);
    $result->free();
    asked($c, 'SELECT COUNT(*) FROM h_rows');
}
$result = $c->query(BIG, MYSQLI_USE_RESULT);
$result->fetch_row();
$c->close(); // in the middle of the rows
$c = connect($host, $port, $user, $password, $schema);

$c->query('TRUNCATE h_batch');
foreach (["INSERT INTO h_batch VALUES (1, 'a'); SELECT * FROM h_batch; INSERT INTO h_batch VALUES (1, 'b'); SELECT 1",
        'SELECT 1; SELECT no_such_column; SELECT 2', 'CALL h_out(1, @b, @c); SELECT @b', 'SELECT 3;', 'SELECT 1; SELECT 2'] as $several) {
    $more = $c->multi_query($several);
    while ($more) {
        $result = $c->use_result();
        say('several', $result ? $result->fetch_all() : told($c));
        if ($result) {
            $result->free();
        }
        $more = $c->more_results() && $c->next_result();
    }
    say('several', told($c));
    asked($c, 'SELECT * FROM h_batch');
}
$c->multi_query('SELECT 1; SELECT 2');
say('out of step', [$c->query('SELECT 3') !== false, $c->errno]);
while ($c->more_results()) {
    $c->next_result();
    ($r = $c->store_result()) && $r->free();
}
asked($c, 'SELECT 4');

$s = $c->prepare('SELECT id, v FROM h_rows WHERE id > ? ORDER BY id'); // a cursor
$s->attr_set(MYSQLI_STMT_ATTR_CURSOR_TYPE, MYSQLI_CURSOR_TYPE_READ_ONLY);
$s->attr_set(MYSQLI_STMT_ATTR_PREFETCH_ROWS, 7);
foreach ([3, 990] as $from) {
    $s->bind_param('i', $from);
    say('cursor', $s->execute());
    $s->bind_result($id, $v);
    for ($i = 0; $i < 12 && $s->fetch(); $i++) {
        say('cursor', [$id, $v]);
    }
    asked($c, 'SELECT 5');
    say('cursor', $s->reset());
}
$s->close();
$s = $c->prepare('SELECT id FROM h_rows ORDER BY id'); // unbuffered, without a cursor
$s->execute();
$s->bind_result($id);
$s->fetch();
say('prepared', [$id, $c->query('SELECT 1') !== false, $c->errno]);
$s->free_result();
asked($c, 'SELECT 6');
$long = $c->prepare('SELECT OCTET_LENGTH(?), SHA2(?, 256)');
$null = null;
$text = 'text';
$long->bind_param('bs', $null, $text);
for ($i = 0; $i < 30; $i++) {
    $long->send_long_data(0, str_repeat(chr(65 + $i), 100000));
}
$long->execute();
say('long data', $long->get_result()->fetch_all());
$long->send_long_data(0, 'never executed');
$long->reset();
$long->execute();
say('long data', $long->get_result()->fetch_all());
say('prepared', [$c->prepare('SELECT no_such_column FROM h_rows'), told($c)]);
$c->query('CREATE TABLE h_gone (a INT)');
$s = $c->prepare('SELECT * FROM h_gone');
say('gone', $s->execute());
$s->free_result();
$c->query('DROP TABLE h_gone');
say('gone', [$s->execute(), $s->errno, $s->error]);

$c->query("SET @h = 'kept', SESSION sql_mode = 'ANSI'");
$c->query("SET time_zone = '+04:00'");
$c->autocommit(false);
$c->query("INSERT INTO h_batch (v) VALUES ('uncommitted')");
asked($c, STATE);
say('change user', $c->change_user(str_replace('plain', 'compressed', $user), $password, 'mysql'));
asked($c, STATE);
asked($c, 'SELECT CURRENT_USER()');
say('change user', $c->change_user($user, $password, $schema));
asked($c, "SELECT COUNT(*) FROM h_batch WHERE v = 'uncommitted'");
say('change user', [$c->change_user($user, 'wrong', $schema), $c->errno]);
$c = connect($host, $port, $user, $password, $schema);
say('charset', [$c->set_charset('latin1'), $c->character_set_name()]);
asked($c, STATE);
$c->set_charset('utf8mb4');
say('transaction', [$c->begin_transaction(MYSQLI_TRANS_START_READ_ONLY), $c->query("INSERT INTO h_batch (v) VALUES ('x')"), $c->error]);
say('transaction', [$c->savepoint('a'), $c->rollback(), $c->begin_transaction(MYSQLI_TRANS_START_WITH_CONSISTENT_SNAPSHOT)]);
say('transaction', [$c->savepoint('b'), $c->release_savepoint('b'), $c->release_savepoint('c'), $c->error, $c->commit()]);
$c->query('SELECT 1/0, CAST("a" AS SIGNED)');
say('warnings', $c->warning_count);
for ($w = $c->get_warnings(), $on = $w !== false; $on; $on = $w->next()) {
    say('warnings', [$w->errno, $w->sqlstate, $w->message]);
}
say('commands', [$c->ping(), strlen($c->stat()) > 0, $c->select_db('mysql')]);
$c->query("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'");
say('quoting', $c->real_escape_string("a\\'b"));
$c = connect($host, $port, $user, $password, $schema);
$others = [connect($host, $port, $user, $password, $schema), connect($host, $port, $user, $password, $schema)];
foreach ($others as $i => $other) { // two at once
    $other->query("SELECT $i + SLEEP(0.1)", MYSQLI_ASYNC);
}
foreach ($others as $i => $other) {
    say('asynchronous', $other->reap_async_query()->fetch_all());
}
say('kill', [$c->query('KILL ' . $others[0]->thread_id), $others[0]->query('SELECT 1'), $others[0]->errno]);
foreach ([1, 2] as $round) { // kept by PHP between requests, reused by COM_CHANGE_USER
    $kept = connect($host, $port, $user, $password, $schema, 'p:');
    asked($kept, STATE);
    $kept->query("SET @h = 'left over', SESSION sql_mode = 'ANSI'");
    $kept->close();
}

$options = [PDO::ATTR_ERRMODE => PDO::ERRMODE_SILENT, PDO::MYSQL_ATTR_USE_BUFFERED_QUERY => false];
foreach ([true, false] as $emulated) {
    $pdo = new PDO("mysql:host=$host;port=$port;dbname=$schema;charset=utf8mb4", $user, $password,
        $options + [PDO::ATTR_EMULATE_PREPARES => $emulated]);
    $s = $pdo->prepare('SELECT id, v FROM h_rows WHERE id > :from ORDER BY id LIMIT 500');
    $s->execute(['from' => 10]);
    say('pdo', $s->fetch(PDO::FETCH_NUM));
    $second = $pdo->query('SELECT 1');
    say('pdo', [$second !== false, $pdo->errorInfo()[1]]);
    $s->closeCursor();
    say('pdo', $pdo->query('SELECT 2')->fetchAll(PDO::FETCH_NUM));
    $s = $pdo->prepare('CALL h_out(?, @b, @c)');
    $s->execute([4]);
    do {
        say('pdo', $s->columnCount() ? $s->fetchAll(PDO::FETCH_NUM) : $s->rowCount());
    } while ($s->nextRowset());
    $s->closeCursor();
    $pdo->beginTransaction();
    $s = $pdo->prepare('INSERT INTO h_batch (v) VALUES (?)');
    foreach (['a', null, '日本'] as $value) {
        say('pdo', [$s->execute([$value]), $s->rowCount()]);
    }
    say('pdo', [$pdo->inTransaction(), $pdo->rollBack(), $s->execute([str_repeat('x', 200)]), $s->errorInfo()]);
}
echo "end\n";
