# What applications do with pymysql or mysqlclient beyond statements and rows; prints what they see.
#   habits.py DRIVER HOST PORT USER PASSWORD SCHEMA
import os
import sys
import tempfile

driver, host, port, user, password, schema = sys.argv[1:7]
if driver == 'pymysql':
    import pymysql as api
    from pymysql.constants import CLIENT
    SEVERAL = CLIENT.MULTI_STATEMENTS
else:
    import MySQLdb as api
    from MySQLdb.constants import CLIENT
    SEVERAL = CLIENT.MULTI_STATEMENTS
from importlib import import_module

cursors = import_module(api.__name__ + '.cursors')
BIG = 'SELECT a.id, b.v FROM h_rows a, h_rows b WHERE a.id < 50 ORDER BY a.id, b.id'


def connect(**more):
    options = dict(host=host, port=int(port), user=user, password=password, database=schema, charset='utf8mb4',
                   local_infile=True)
    options.update(more)
    return api.connect(**options)


def say(label, what):
    print(label, what, flush=True)


def attempt(label, what):
    try:
        say(label, what())
    except api.Error as e:
        say(label, '%s %s' % (type(e).__name__, e.args))


def asked(connection, statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def closed_early():
    connection = connect()
    for take in (0, 1, 700):
        cursor = connection.cursor(cursors.SSCursor)
        cursor.execute(BIG)
        say('early', len(cursor.fetchmany(take)) if take else 0)
        cursor.close()
        attempt('early', lambda: asked(connection, 'SELECT COUNT(*) FROM h_rows'))
    cursor = connection.cursor(cursors.SSDictCursor)
    cursor.execute(BIG)
    say('early', cursor.fetchone())
    attempt('early', lambda: asked(connection, 'SELECT 1'))
    del cursor
    connection.close()
    connection = connect()
    cursor = connection.cursor(cursors.SSCursor)
    cursor.execute(BIG)
    say('early', cursor.fetchone())
    connection.close()  # in the middle of the rows
    attempt('early', lambda: asked(connect(), 'SELECT COUNT(*) FROM h_rows'))


def several():
    connection = connect(client_flag=SEVERAL, autocommit=True)
    asked(connection, 'TRUNCATE h_batch')
    for statements in ("INSERT INTO h_batch VALUES (1, 'a'); SELECT * FROM h_batch; INSERT INTO h_batch VALUES (1, 'b'); "
                       "INSERT INTO h_batch VALUES (2, 'c')", 'SELECT 1; SELECT no_such_column; SELECT 2',
                       'SELECT 1; SELECT 2; CALL h_out(1, @b, @c); SELECT @b', 'SELECT 3;'):
        cursor = connection.cursor()
        try:
            cursor.execute(statements)
            while True:
                say('several', (cursor.rowcount, cursor.fetchall() if cursor.description else None))
                if not cursor.nextset():
                    break
        except api.Error as e:
            say('several', e.args)
        cursor.close()
        attempt('several', lambda: asked(connection, 'SELECT * FROM h_batch'))
    cursor = connection.cursor()
    cursor.execute('SELECT 1; SELECT 2; SELECT 3')
    cursor.close()  # two results unread
    attempt('several', lambda: asked(connection, 'SELECT 4'))
    attempt('single', lambda: asked(connect(), 'SELECT 1; SELECT 2'))


def many():
    connection = connect()
    asked(connection, 'TRUNCATE h_batch')
    with connection.cursor() as cursor:
        say('many', cursor.executemany('INSERT INTO h_batch (id, v) VALUES (%s, %s)',
                                       [(i, 'v%d' % i) for i in range(1, 5000)]))
        attempt('many', lambda: cursor.executemany('INSERT INTO h_batch (id, v) VALUES (%s, %s)',
                                                   [(6000, 'a'), (17, 'b'), (6001, None)]))
        attempt('many', lambda: cursor.executemany('UPDATE h_batch SET v = %s WHERE id = %s', [('x', 1), (None, 2), ('x', 1)]))
    say('many', asked(connection, 'SELECT COUNT(*), COUNT(v), MAX(id) FROM h_batch'))
    connection.rollback()
    say('many', asked(connection, 'SELECT COUNT(*) FROM h_batch'))


def session():
    connection = connect(init_command="SET @h = 'init'")
    state = 'SELECT @h, @@sql_mode, @@autocommit, DATABASE(), @@character_set_client, @@time_zone'
    attempt('session', lambda: asked(connection, state))
    connection.autocommit(True)
    connection.select_db('mysql')
    asked(connection, "SET SESSION sql_mode = 'ANSI', time_zone = '+02:00'")
    attempt('session', lambda: asked(connection, state))
    connection.ping()
    connection.select_db(schema)
    connection.begin()
    asked(connection, "INSERT INTO h_batch (v) VALUES ('begun')")
    say('session', connection.get_server_info() > '')
    connection.rollback()
    attempt('session', lambda: asked(connection, "SELECT COUNT(*) FROM h_batch WHERE v = 'begun'"))
    if driver == 'pymysql':
        connection.set_charset('latin1')
    else:
        connection.set_character_set('latin1')
        connection.set_server_option(0)
        attempt('session', lambda: asked(connection, 'SELECT 1; SELECT 2'))
        connection.set_server_option(1)
        attempt('session', lambda: connection.set_sql_mode('TRADITIONAL'))
        attempt('session', lambda: connection.warning_count())
        attempt('session', lambda: connection.change_user(user.replace('plain', 'compressed'), password, schema))
        attempt('session', lambda: asked(connection, state))
        attempt('session', lambda: asked(connection, 'SELECT CURRENT_USER()'))
        attempt('session', lambda: connection.info())
    attempt('session', lambda: asked(connection, state))
    asked(connection, "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'")
    attempt('session', lambda: asked(connection, 'SELECT HEX(%s)', ("a\\'b\\",)))


def killed():
    connection, other = connect(), connect()
    number = asked(connection, 'SELECT CONNECTION_ID()')[0][0]
    asked(other, 'KILL QUERY %d' % number)
    attempt('killed', lambda: asked(connection, 'SELECT 1'))
    attempt('killed', lambda: asked(other, 'KILL %d' % number))
    try:
        asked(connection, 'SELECT 1')
        say('killed', 'still there')
    except api.Error as e:
        say('killed', e.args[0])
    if driver == 'pymysql':
        connection.ping(reconnect=True)
        attempt('killed', lambda: asked(connection, 'SELECT 2'))
    attempt('killed', lambda: asked(other, 'KILL QUERY 4000000000'))


def procedures():
    connection = connect()
    with connection.cursor() as cursor:
        say('procedure', cursor.callproc('h_out', (5, 0, 'ü')))
        while True:
            say('procedure', cursor.fetchall() if cursor.description else cursor.rowcount)
            if not cursor.nextset():
                break
        cursor.execute('SELECT @_h_out_1, @_h_out_2')
        say('procedure', cursor.fetchall())


def files():
    connection = connect(autocommit=True)
    asked(connection, 'TRUNCATE h_batch')
    with tempfile.NamedTemporaryFile('w', suffix='.tsv') as file:
        for row in range(1, 20001):
            file.write('%d\tvalue %d\n' % (row if row != 500 else 499, row))
        file.flush()
        load = "LOAD DATA LOCAL INFILE '%s' %s INTO TABLE %s"
        with connection.cursor() as cursor:
            for how, table in (('', 'h_batch'), ('REPLACE', 'h_batch'), ('', 'no_such_table')):
                attempt('file', lambda: cursor.execute(load % (file.name, how, table)))
            cursor.execute('SHOW WARNINGS')
            say('file', cursor.fetchall())
            attempt('file', lambda: asked(connection, 'SELECT COUNT(*), SUM(id) FROM h_batch'))
    try:
        asked(connection, load % ('/no/such/file', '', 'h_batch'))
    except api.Error as e:
        say('file', e.args[0])
    attempt('file', lambda: asked(connect() if driver == 'pymysql' else connection, 'SELECT 1'))
    if driver != 'pymysql':
        attempt('file', lambda: asked(connect(local_infile=False), load % ('/no/such/file', '', 'h_batch')))


for habit in (closed_early, several, many, session, killed, procedures, files):
    habit()
print('end')
