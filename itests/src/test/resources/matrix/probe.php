<?php
// Runs the script of a matrix with mysqlnd and prints what the driver saw; see probe.py for the script and the lines.
//   php probe.php HOST PORT USER PASSWORD SCHEMA plain|tls|compressed text|prepared SCRIPT
[, $host, $port, $user, $password, $schema, $mode, $style, $script] = $argv;
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function shown($value) {
    if ($value === null) {
        return 'NULL';
    }
    if (is_int($value) || is_float($value)) {
        return 'native:' . var_export($value, true);
    }
    return strlen($value) > 256 ? strlen($value) . ':' . hash('sha256', $value) : 'x' . bin2hex($value);
}

function parameter($text) {
    $rest = substr($text, 1);
    switch ($text[0]) {
        case 'n': return null;
        case 'i': return PHP_INT_MAX >= $rest ? (int) $rest : $rest;
        case 'f': return file_get_contents($rest);
        default: return hex2bin($rest);
    }
}

function result($label, $result, $of) {
    if ($result instanceof mysqli_result) {
        $columns = [];
        foreach ($result->fetch_fields() as $f) {
            $columns[] = "$f->db.$f->table.$f->name:$f->type:$f->flags:$f->charsetnr:$f->length:$f->decimals";
        }
        echo "$label columns ", implode(' ', $columns), "\n";
        while (($row = $result->fetch_row()) !== null) {
            echo "$label row ", implode(',', array_map('shown', $row)), "\n";
        }
        $result->free();
    }
}

function text($connection, $label, $statement, $values) {
    $at = 0;
    $full = preg_replace_callback('/\?/', function () use ($connection, $values, &$at) {
        $value = $values[$at++];
        return $value === null ? 'NULL' : (is_int($value) ? $value : "'" . $connection->real_escape_string($value) . "'");
    }, $statement);
    $more = $connection->multi_query($full);
    while (true) {
        result($label, $connection->store_result(), $connection);
        echo "$label ok affected=$connection->affected_rows id=$connection->insert_id warnings=$connection->warning_count $connection->info\n";
        if (!$connection->more_results()) {
            return;
        }
        $connection->next_result();
    }
}

function prepared($connection, $label, $statement, $values) {
    $prepared = $connection->prepare($statement);
    if ($values) {
        $types = implode('', array_map(fn($each) => is_int($each) ? 'i' : 's', $values));
        $prepared->bind_param($types, ...$values);
    }
    $prepared->execute();
    while (true) {
        result($label, $prepared->get_result(), $prepared);
        $warnings = $connection->warning_count;
        echo "$label ok affected=$prepared->affected_rows id=$prepared->insert_id warnings=$warnings\n";
        if (!$prepared->more_results()) {
            break;
        }
        $prepared->next_result();
    }
    $prepared->close();
}

ini_set('memory_limit', '1G');
$connection = mysqli_init();
$connection->options(MYSQLI_OPT_SSL_VERIFY_SERVER_CERT, 0);
$flags = $mode === 'compressed' ? MYSQLI_CLIENT_COMPRESS
        : ($mode === 'tls' ? MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT : 0);
if ($mode === 'tls') {
    $connection->ssl_set(null, null, null, null, null);
}
$connection->real_connect($host, $user, $password, $schema, (int) $port, null, $flags);
$connection->set_charset('utf8mb4');
foreach (file($script, FILE_IGNORE_NEW_LINES) as $line) {
    $parts = explode("\t", $line);
    [$label, $statement] = $parts;
    if ($label === 'm_vector.back') { // mysqlnd 8.2 doesn't know the type: it ends the program, or reads no further (text)
        continue;
    }
    try {
        $style($connection, $label, $statement, array_map('parameter', array_slice($parts, 2)));
    } catch (mysqli_sql_exception $error) {
        echo "$label error ", $error->getCode(), ' ', $error->getSqlState(), ' ', $error->getMessage(), "\n";
    }
}
$connection->close();
echo "end\n";
