# What people do with mycli: completion, its commands beginning with a backslash, batches, another schema; prints what they see.
#   habits-mycli.py HOST PORT USER PASSWORD SCHEMA
import hashlib
import os
import re
import subprocess
import sys
import tempfile

import pymysql
from mycli.completion_refresher import CompletionRefresher
from mycli.packages import special
from mycli.sqlexecute import SQLExecute

host, port, user, password, schema = sys.argv[1:6]
# mycli's own part of them changes with every statement, or names the connection
UNSTEADY = re.compile(r'Uptime:|^\nConnections|Connection id|connection_id|TCP port|Server version')


def say(label, what):
    print(label, what, flush=True)


def attempt(label, what):
    try:
        say(label, what())
    except pymysql.Error as e:
        say(label, '%s %s' % (type(e).__name__, e.args))


def connect(**more):
    return SQLExecute(more.get('database', schema), user, password, host, int(port), None, more.get('charset', 'utf8mb4'),
                      more.get('local_infile', True), None, None, None, None, None, None, more.get('init_command'))


def shown(executor, statement):
    lines = []
    for title, rows, headers, status in executor.run(statement):
        lines.append((title and 'title', headers, [row for row in rows or () if not UNSTEADY.search(str(row))],
                      '' if status and UNSTEADY.search(status) else status))
    special.set_expanded_output(False)
    return lines


def completion():
    taken = []
    refresher = CompletionRefresher()
    executor = connect()
    refresher.refresh(executor, taken.append, {})
    refresher._completer_thread.join()
    names = sorted(str(name) for name in taken[0].all_completions)
    say('completion', (len(names), hashlib.sha256('\n'.join(names).encode()).hexdigest()))
    say('completion', 'h_rows' in names and 'h_out' in names or 'h_rows' in names)
    for what in (executor.databases, lambda: list(executor.tables()), lambda: list(executor.functions()),
                 lambda: len(list(executor.show_candidates())), lambda: sorted(executor.users()),
                 lambda: [row for row in executor.table_columns() if row[0] == 'h_rows']):
        attempt('completion', what)
    say('completion', executor.server_info)


def commands():
    executor = connect()
    shown(executor, 'TRUNCATE h_batch')
    for statement in ('\\dt', '\\dt h_rows', '\\dt+ h_batch', '\\dt no_such_table', '\\l', '\\s', 'status',
                      'SELECT * FROM h_rows WHERE id < 3\\G', 'use mysql', '\\dt no_such_table'):
        attempt('command ' + statement, lambda: shown(executor, statement))
    executor = connect()
    executor.change_db('mysql')
    attempt('changed', lambda: shown(executor, 'SELECT DATABASE()'))
    try:  # the proxy answers USE: it is the next statement that tells
        executor.change_db('no_such_schema')
        shown(executor, 'SELECT 1')
    except pymysql.Error as e:
        say('changed', e.args)
    executor.connect(database=schema)
    attempt('changed', lambda: shown(executor, 'SELECT DATABASE()'))


def statements():
    executor = connect(init_command="SET @h = 'first'; SET @i = 2")
    attempt('init', lambda: shown(executor, 'SELECT @h, @i'))
    executor = connect(init_command="SET time_zone = '+03:00'")
    attempt('init', lambda: shown(executor, 'SELECT @@time_zone'))
    attempt('several', lambda: shown(executor, 'TRUNCATE h_batch; INSERT INTO h_batch (v) VALUES (\'a;b\'), (\'c\'); '
                                               'SELECT * FROM h_batch; SELECT no_such_column; SELECT 1'))
    attempt('several', lambda: shown(executor, 'SELECT * FROM h_batch'))
    attempt('call', lambda: shown(executor, "SET @c = 'x'; CALL h_out(1, @b, @c); SELECT @b, @c"))
    attempt('begun', lambda: shown(executor, "BEGIN; INSERT INTO h_batch (v) VALUES ('gone'); ROLLBACK; "
                                             "SELECT COUNT(*) FROM h_batch"))
    attempt('warned', lambda: shown(executor, "SELECT 1/0, CAST('x' AS SIGNED); SHOW WARNINGS"))
    other = connect()
    number = executor.conn.thread_id()
    say('number', number == executor.get_connection_id())
    attempt('killed', lambda: shown(other, 'KILL QUERY %d' % number))  # what it does at Ctrl-C
    attempt('killed', lambda: shown(executor, 'SELECT 1'))
    attempt('killed', lambda: shown(other, 'KILL %d' % number))
    try:
        shown(executor, 'SELECT 1')
    except pymysql.Error as e:
        say('killed', e.args[0])
    executor.connect()  # as it does by itself then
    attempt('killed', lambda: shown(executor, 'SELECT 2'))


def files():
    executor = connect()
    with tempfile.NamedTemporaryFile('w', suffix='.tsv') as file:
        file.write(''.join('%d\tvalue %d\n' % (row, row) for row in range(1, 3001)))
        file.flush()
        load = "LOAD DATA LOCAL INFILE '%s' INTO TABLE h_batch" % file.name
        attempt('file', lambda: shown(executor, 'TRUNCATE h_batch; %s; SELECT COUNT(*), SUM(id) FROM h_batch' % load))
        attempt('file', lambda: shown(connect(local_infile=False), load))


def program():
    """The program itself, as scripts call it."""
    with tempfile.TemporaryDirectory() as home:
        settings = os.path.join(home, 'myclirc')
        with open(settings, 'w') as file:
            file.write('[main]\nlog_file = %s\nlog_level = NONE\n' % os.path.join(home, 'log'))
        environment = dict(os.environ, HOME=home, LC_ALL='C.UTF-8', LANG='C.UTF-8')
        base = ['/usr/bin/mycli', '--myclirc', settings, '--defaults-file', '/dev/null', '-h', host, '-P', port, '-u', user,
                '-p' + password, '--local-infile', '1', '-D', schema]
        for more, given in ((['-e', 'SELECT * FROM h_rows WHERE id < 4'], ''),
                            (['--csv', '-e', 'SELECT 1 AS a, NULL AS b, \'x"y\' AS c'], ''),
                            (['-t', '-e', 'SELECT 1; SELECT 2'], ''), (['-e', 'SELECT no_such_column'], ''),
                            ([], 'SELECT 1;\nUSE mysql;\nSELECT DATABASE();\n'), (['--csv'], '\\dt h_rows'),
                            (['--init-command', 'SET @a = 5', '-e', 'SELECT @a'], ''),
                            (['--charset', 'latin1', '-e', "SELECT 'ü', HEX('ü'), @@character_set_client"], ''),
                            (['-D', 'no_such_schema', '-e', 'SELECT 1'], ''), (['-pwrong', '-e', 'SELECT 1'], '')):
            done = subprocess.run(base + more, input=given, env=environment, capture_output=True, text=True, timeout=60)
            refused = '-pwrong' in more  # the proxy has words of its own
            say('program ' + ' '.join(more), (done.returncode, '' if refused else done.stdout, '' if refused else done.stderr))


for habit in (completion, commands, statements, files, program):
    habit()
print('end')
