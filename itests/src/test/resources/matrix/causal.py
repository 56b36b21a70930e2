# Writes rows one by one and reads each back at once, with a driver that knows nothing of session tracking.
#   causal.py HOST PORT USER PASSWORD SCHEMA FIRST LAST
import sys

import pymysql

host, port, user, password, schema, first, last = sys.argv[1:8]
connection = pymysql.connect(host=host, port=int(port), user=user, password=password, database=schema,
                             autocommit=True)
seen = 0
with connection.cursor() as cursor:
    for number in range(int(first), int(last)):
        cursor.execute('INSERT INTO causal VALUES (%s)', (number,))
        cursor.execute('SELECT id FROM causal WHERE id = %s', (number,))
        seen += cursor.fetchall() == ((number,),)
print(seen)
