-- Errors, warnings and answers of other shapes. A line is a label, a colon and a statement; @mariadb or @mysql after a
-- label: only with that server.
strict: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'
syntax: SELEC 1
empty: SELECT 1 FROM
table: SELECT * FROM no_such_table
column: SELECT no_such_column FROM m_int
database: SELECT * FROM no_such_schema.t
function: SELECT no_such_function(1)
use: USE test
clean: DELETE FROM m_int
insert: INSERT INTO m_int VALUES (1, 1), (2, NULL)
duplicate: INSERT INTO m_int VALUES (1, 1)
duplicate.warnings: SHOW WARNINGS
range: INSERT INTO m_tinyint VALUES (100, 1000)
range.warnings: SHOW WARNINGS
range.errors: SHOW ERRORS
toolong: INSERT INTO m_char_utf8mb4 VALUES (100, REPEAT('x', 100))
zerodate: INSERT INTO m_date VALUES (100, '0000-00-00')
charset: INSERT INTO m_char_latin1 VALUES (100, '日本')
columns: INSERT INTO m_int VALUES (1)
subquery: SELECT (SELECT v FROM m_int)
division: SELECT 1 / 0 AS a, 5 DIV 0 AS b
division.warnings: SHOW WARNINGS
division.count: SHOW COUNT(*) WARNINGS
division.variable: SELECT 1 / 0 AS a
division.variable: SELECT @@warning_count AS w
cast: SELECT CAST('12abc' AS SIGNED) AS a, CAST('2024-99-99' AS DATE) AS b
cast.warnings: SHOW WARNINGS
note: DROP TABLE IF EXISTS no_such_table
note.warnings: SHOW WARNINGS
ignore: INSERT IGNORE INTO m_int VALUES (1, 9), (3, 3), (4, 4)
ignore.warnings: SHOW WARNINGS LIMIT 1
update: UPDATE m_int SET v = 3 WHERE id >= 1
found: SELECT SQL_CALC_FOUND_ROWS id FROM m_int ORDER BY id LIMIT 1
found.rows: SELECT FOUND_ROWS() AS n
rows: SELECT ROW_COUNT() AS n
none: SELECT id, v FROM m_int WHERE id > 1000
expressions: SELECT NULL, 1, -1, 18446744073709551615, 1.50, 1e0, '', 'ö', x'00ff', b'1', TRUE, NOW() IS NULL
types: SELECT DATE'2024-02-29', TIME'12:00:00.5', TIMESTAMP'2024-02-29 12:00:00.123456', _latin1 x'e4', _binary 'a'
names: SELECT 1 AS `日本`, 2 AS `a b`, 3 AS ``
wide: INSERT INTO m_wide () VALUES ()
wide: SELECT * FROM m_wide LIMIT 1
clean: DELETE FROM m_wide
procedure: CALL m_two(41)
after: SELECT 1 AS still_usable
fails: CALL m_fails()
after: SELECT 2 AS still_usable
begin: START TRANSACTION
begin: UPDATE m_int SET v = 17 WHERE id = 1
begin: SELECT v FROM m_int WHERE id = 1
begin: SAVEPOINT a
begin: ROLLBACK TO SAVEPOINT b
begin: ROLLBACK
begin: SELECT v FROM m_int WHERE id = 1
variable: SET @a = 5, @b = 'ö'
variable: SELECT @a AS a, @b AS b, @c AS c
variable: SET no_such_variable = 1
variable: SELECT @@session.sql_mode AS m
increment: CREATE TABLE m_increment (id INT AUTO_INCREMENT PRIMARY KEY, v INT)
increment: INSERT INTO m_increment (v) VALUES (1), (2)
increment: SELECT LAST_INSERT_ID() AS id
increment: SHOW CREATE TABLE m_increment
increment: EXPLAIN SELECT * FROM m_increment WHERE id = 1
increment: ALTER TABLE m_increment ADD COLUMN w VARCHAR(10) DEFAULT 'w'
increment: SELECT * FROM m_increment
increment: CHECK TABLE m_increment
increment: DROP TABLE m_increment
temporary: CREATE TEMPORARY TABLE m_temporary (id INT)
temporary: INSERT INTO m_temporary VALUES (1)
temporary: SELECT * FROM m_temporary
temporary: DROP TEMPORARY TABLE m_temporary
lock: SELECT GET_LOCK('m_lock', 1) AS a, IS_USED_LOCK('m_lock') IS NULL AS b, RELEASE_LOCK('m_lock') AS c
latin1: SET NAMES latin1
latin1: SELECT COUNT(*) AS n, @@character_set_client AS c, @@character_set_results AS r FROM m_int
names: SET NAMES utf8mb4
warned: SELECT 1 + 'a' AS a
warned.warnings: SHOW WARNINGS
returning@mariadb: INSERT INTO m_int VALUES (50, 50) RETURNING id, v * 2 AS w
returning@mariadb: DELETE FROM m_int WHERE id = 50 RETURNING id
values@mysql: VALUES ROW(1, 'a'), ROW(2, NULL)
last: SELECT 'end' AS v
