# Runs the script of a matrix with pymysql or mysqlclient and prints what the driver saw, one line for each fact.
#   probe.py DRIVER HOST PORT USER PASSWORD SCHEMA plain|tls|compressed text SCRIPT
# A line of the script: label, statement, parameters, divided by tabs. A parameter is n (null), iNUMBER, sHEX (text),
# bHEX (bytes) or fPATH (bytes of a file). Neither driver has prepared statements.
import hashlib
import sys
import warnings

driver, host, port, user, password, schema, mode, style, script = sys.argv[1:10]
PACKET = 64 << 20


def connect():
    options = dict(host=host, port=int(port), user=user, password=password, charset='utf8mb4', autocommit=True)
    if driver == 'pymysql':
        import pymysql
        from pymysql.converters import encoders
        assert mode != 'compressed', 'pymysql has no compression'
        if mode == 'tls':
            options.update(ssl={'check_hostname': False, 'verify_mode': False})
        connection = pymysql.connect(database=schema, conv=encoders, max_allowed_packet=PACKET, **options)
        return pymysql, connection
    import MySQLdb
    from MySQLdb.converters import conversions
    encoders = {key: value for key, value in conversions.items() if not isinstance(key, int)}
    if mode == 'tls':
        options.update(ssl={'cipher': 'HIGH'})
    elif mode == 'compressed':
        options.update(compress=True)
    connection = MySQLdb.connect(database=schema, conv=encoders, use_unicode=True, **options)
    return MySQLdb, connection


def shown(value):
    if value is None:
        return 'NULL'
    if isinstance(value, str):
        value = value.encode('utf-8', 'surrogateescape')
    if not isinstance(value, (bytes, bytearray)):
        return 'native:' + repr(value)
    if len(value) > 256:
        return '%d:%s' % (len(value), hashlib.sha256(value).hexdigest())
    return 'x' + value.hex()


def parameter(text):
    kind, rest = text[0], text[1:]
    if kind == 'n':
        return None
    if kind == 'i':
        return int(rest)
    if kind == 's':
        return bytes.fromhex(rest).decode()
    if kind == 'b':
        return bytes.fromhex(rest)
    with open(rest, 'rb') as file:
        return file.read()


def columns(cursor):
    result = cursor._result
    if driver == 'pymysql':
        return ['%s.%s.%s:%d:%d:%d:%d:%d' % (f.db, f.table_name, f.name, f.type_code, f.flags, f.charsetnr, f.length, f.scale)
                for f in result.fields]
    return ['%s:%s:%s:%s:%s:%s:%s' % d + ':%d' % flag for d, flag in zip(cursor.description, cursor.description_flags)]


def run(module, connection, label, statement, parameters):
    say = lambda text: print(label, text)
    cursor = connection.cursor()
    try:
        if parameters:
            cursor.execute(statement.replace('%', '%%').replace('?', '%s'), parameters)
        else:
            cursor.execute(statement)
        while True:
            if cursor.description:
                say('columns ' + ' '.join(columns(cursor)))
                for row in cursor.fetchall():
                    say('row ' + ','.join(map(shown, row)))
            count = connection.warning_count() if driver == 'mysqlclient' else cursor._result.warning_count
            say('ok affected=%d id=%s warnings=%d' % (cursor.rowcount, cursor.lastrowid, count))
            if not cursor.nextset():
                break
    except module.MySQLError as error:
        say('error %s %s' % (type(error).__name__, ' '.join(map(str, error.args))))
    except (UnicodeError, ValueError) as error:
        say('driver %s' % type(error).__name__)
    finally:
        cursor.close()


warnings.simplefilter('ignore')
module, connection = connect()
with open(script, encoding='utf-8') as lines:
    for line in lines:
        label, statement, *parameters = line.rstrip('\n').split('\t')
        if driver == 'pymysql' and label == 'm_vector.back':  # takes it for text, and reads no answer after that
            continue
        run(module, connection, label, statement, [parameter(each) for each in parameters])
connection.close()
print('end')
