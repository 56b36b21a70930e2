# What clients send by themselves when they connect, and when their tree of tables is opened or completion is refreshed: one
# statement a line, answered without an error. "# client" begins a client's list and says where it comes from.

# client DBeaver 22 and 23 with Connector/J: query logs in dbeaver/dbeaver issue 18707, databendlabs/databend issue 4581,
# dolthub/dolt issue 3071 and lealone-plugins/QinSQL issue 25; MySQLDataSource of dbeaver/dbeaver
/* mysql-connector-java-8.0.29 (Revision: dd61577595edad45c398af508cf91ad26fc4144f) */SELECT  @@session.auto_increment_increment AS auto_increment_increment, @@character_set_client AS character_set_client, @@character_set_connection AS character_set_connection, @@character_set_results AS character_set_results, @@character_set_server AS character_set_server, @@collation_server AS collation_server, @@collation_connection AS collation_connection, @@init_connect AS init_connect, @@interactive_timeout AS interactive_timeout, @@license AS license, @@lower_case_table_names AS lower_case_table_names, @@max_allowed_packet AS max_allowed_packet, @@net_write_timeout AS net_write_timeout, @@performance_schema AS performance_schema, @@sql_mode AS sql_mode, @@system_time_zone AS system_time_zone, @@time_zone AS time_zone, @@transaction_isolation AS transaction_isolation, @@wait_timeout AS wait_timeout
SET NAMES utf8mb4
SET character_set_results = NULL
SET autocommit=1
/* ApplicationName=DBeaver 22.0.1 - Main */ SET autocommit=1
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT DATABASE()
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW ENGINES
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW CHARSET
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW COLLATION
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT @@GLOBAL.character_set_server,@@GLOBAL.collation_server
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW PLUGINS
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW VARIABLES LIKE 'lower_case_table_names'
/* ApplicationName=DBeaver 22.3.2 - Metadata */ show databases
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT * FROM information_schema.TABLES t WHERE t.TABLE_SCHEMA = 'information_schema' AND t.TABLE_NAME = 'CHECK_CONSTRAINTS'
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT WORD FROM INFORMATION_SCHEMA.KEYWORDS WHERE RESERVED=1 ORDER BY WORD
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW FULL TABLES FROM `main`
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW FULL TABLES FROM information_schema
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW TABLE STATUS FROM `main`
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT * FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='main' AND TABLE_NAME='mysql_servers' ORDER BY ORDINAL_POSITION
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT * FROM information_schema.STATISTICS WHERE TABLE_SCHEMA='main' AND TABLE_NAME='mysql_servers' ORDER BY TABLE_NAME,INDEX_NAME,SEQ_IN_INDEX
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT kc.CONSTRAINT_NAME,kc.TABLE_NAME,kc.COLUMN_NAME,kc.ORDINAL_POSITION FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE kc WHERE kc.TABLE_SCHEMA='main' AND kc.REFERENCED_TABLE_NAME IS NULL AND kc.TABLE_NAME='mysql_servers' ORDER BY kc.CONSTRAINT_NAME,kc.ORDINAL_POSITION
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SELECT * FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA='main' AND TABLE_NAME='mysql_servers'
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW CREATE TABLE `main`.`mysql_servers`
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW GLOBAL STATUS
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW STATUS
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW GLOBAL VARIABLES
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW PRIVILEGES
/* ApplicationName=DBeaver 22.3.2 - Metadata */ SHOW FULL PROCESSLIST
/* ApplicationName=DBeaver 22.3.2 - SQLEditor <Script.sql> */ SELECT * FROM mysql_servers LIMIT 0, 200
/* ApplicationName=DBeaver 22.3.2 - SQLEditor <Script.sql> */ LOAD MYSQL SERVERS TO RUNTIME
/* ApplicationName=DBeaver 22.3.2 - Main */ use `main`

# client MySQL Workbench 6 and 8: general logs of a server, published in notes of two users of it
set autocommit=1
SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ
SHOW SESSION VARIABLES LIKE 'lower_case_table_names'
SELECT current_user()
SET CHARACTER SET utf8
SET NAMES utf8
SET SQL_SAFE_UPDATES=1
SELECT CONNECTION_ID()
set character_set_client = utf8mb4
set character_set_connection = utf8mb4
set character_set_results = utf8mb4
SHOW SESSION STATUS LIKE 'Ssl_cipher'
SHOW SESSION VARIABLES LIKE 'sql_mode'
SHOW SESSION VARIABLES LIKE 'version_comment'
SHOW SESSION VARIABLES LIKE 'version'
SHOW SESSION VARIABLES LIKE 'version_compile_os'
SHOW DATABASES
SHOW GLOBAL VARIABLES
SHOW ENGINES
SHOW FULL TABLES FROM `main`
SELECT name, type FROM mysql.proc WHERE Db='main'
SHOW COLUMNS FROM `main`.`mysql_servers`
SHOW INDEX FROM `main`.`mysql_servers`
SHOW TRIGGERS FROM `main`
SHOW PROCEDURE STATUS WHERE Db = 'main'
SHOW FUNCTION STATUS WHERE Db = 'main'
SHOW VARIABLES LIKE "general_log%"
USE `main`
SELECT DATABASE()
SELECT st.* FROM performance_schema.events_statements_current st JOIN performance_schema.threads thr ON thr.thread_id = st.thread_id WHERE thr.processlist_id = 13
SELECT st.* FROM performance_schema.events_stages_history_long st WHERE st.nesting_event_id = 18

# client phpMyAdmin 3.5 and 5.2: ClickHouse/ClickHouse issue 9336; DatabaseInterface, QueryGenerator and Index of
# phpmyadmin/phpmyadmin
SELECT @@version, @@version_comment
SET NAMES 'utf8mb4' COLLATE 'utf8mb4_general_ci';
SET lc_messages = 'en_US';
SET collation_connection = 'utf8mb4_unicode_ci';
SELECT CURRENT_USER();
SHOW GRANTS
SHOW GRANTS FOR CURRENT_USER
SHOW SESSION VARIABLES LIKE 'FOREIGN_KEY_CHECKS';
SHOW GLOBAL VARIABLES LIKE 'character_set_server';
SELECT @@collation_server
SELECT @@lower_case_table_names
SELECT * FROM information_schema.CHARACTER_SETS
SELECT * FROM information_schema.COLLATIONS
SELECT `CHARACTER_SET_NAME` AS `Charset`, `DEFAULT_COLLATE_NAME` AS `Default collation`, `DESCRIPTION` AS `Description`, `MAXLEN` AS `Maxlen` FROM `information_schema`.`CHARACTER_SETS`
SHOW PLUGINS
SHOW MASTER LOGS
SHOW MASTER STATUS
SHOW SLAVE STATUS
SHOW BINARY LOGS
SELECT `SCHEMA_NAME` FROM `INFORMATION_SCHEMA`.`SCHEMATA`
SELECT `SCHEMA_NAME` FROM `INFORMATION_SCHEMA`.`SCHEMATA` WHERE `SCHEMA_NAME` = 'main' LIMIT 1
SHOW TABLES FROM `main`;
SHOW TABLE STATUS FROM `main`
SHOW TABLE STATUS FROM `main` WHERE `Name` LIKE 'mysql\_servers%'
SHOW TABLE STATUS FROM `main` LIKE 'mysql_servers'
SHOW FULL COLUMNS FROM `main`.`mysql_servers`
SHOW COLUMNS FROM `main`.`mysql_servers`
SHOW INDEXES FROM `main`.`mysql_servers`
SHOW CREATE TABLE `main`.`mysql_servers`
SELECT * FROM `mysql_servers` LIMIT 0, 25
SELECT `DEFAULT_COLLATION_NAME` FROM `information_schema`.`SCHEMATA` WHERE `SCHEMA_NAME` = 'main' LIMIT 1

# client HeidiSQL in its mode for ProxySQL's administration and in that for MySQL: HeidiSQL/HeidiSQL issue 350
SET NAMES utf8mb4
SELECT CONNECTION_ID();
SHOW VARIABLES;
SELECT NOW();
SELECT CURRENT_TIMESTAMP
SELECT * FROM stats_mysql_global
SHOW /*!50002 GLOBAL */ STATUS
SHOW /*!50002 GLOBAL */ STATUS LIKE 'Com\_%'
SHOW VARIABLES LIKE 'skip_show_database'
SHOW DATABASES
SHOW TABLE STATUS FROM `main`
SHOW TABLES FROM `main`
SHOW FUNCTION STATUS WHERE `Db`='main'
SHOW PROCEDURE STATUS WHERE `Db`='main'
SHOW TRIGGERS FROM `main`
SELECT *, EVENT_SCHEMA AS `Db`, EVENT_NAME AS `Name` FROM information_schema.`EVENTS` WHERE `EVENT_SCHEMA`='main'
SHOW OPEN TABLES FROM `main` WHERE in_use!=0
SELECT `DEFAULT_COLLATION_NAME` FROM `information_schema`.`SCHEMATA` WHERE `SCHEMA_NAME`='main'
SELECT * FROM `information_schema`.`COLUMNS` WHERE TABLE_SCHEMA='main' AND TABLE_NAME='mysql_servers' ORDER BY ORDINAL_POSITION
SHOW INDEXES FROM `mysql_servers` FROM `main`
SELECT * FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA='main' AND TABLE_NAME='mysql_servers' AND REFERENCED_TABLE_NAME IS NOT NULL
SELECT * FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA='main' AND TABLE_NAME='mysql_servers' AND REFERENCED_TABLE_NAME IS NOT NULL
SHOW CREATE TABLE `main`.`mysql_servers`
SHOW ENGINES
SHOW COLLATION
SHOW FULL PROCESSLIST

# client Connector/J 5.1 and 9: its source
/* mysql-connector-java-5.1.46 ( Revision: 9cc87a48e75c2d2e87c1a293b2862ce651cb256e ) */SHOW VARIABLES WHERE Variable_name ='language' OR Variable_name = 'net_write_timeout' OR Variable_name = 'interactive_timeout' OR Variable_name = 'wait_timeout' OR Variable_name = 'character_set_client' OR Variable_name = 'max_allowed_packet' OR Variable_name = 'init_connect'
SELECT @@session.auto_increment_increment
SELECT @@session.transaction_read_only
SELECT @@session.transaction_isolation
SELECT @@session.tx_isolation
SELECT @@session.autocommit
SET sql_mode='STRICT_TRANS_TABLES'
SET SESSION TRANSACTION READ WRITE
SHOW WARNINGS
SELECT database()
/* ping */ SELECT 1

# client MySqlConnector 2 for .NET: ServerSession of mysql-net/MySqlConnector
SELECT CONNECTION_ID(), VERSION();
SET NAMES utf8mb4;
SET NAMES utf8mb4 COLLATE utf8mb4_bin;
SELECT SLEEP(0) INTO @__MySqlConnector__Sleep;

# client MySql.Data 8 and 9 for .NET: Driver of mysql/mysql-connector-net
SELECT @@max_allowed_packet, @@character_set_client,          @@character_set_connection, @@license, @@sql_mode, @@lower_case_table_names, @@autocommit;
SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())
SHOW COLLATION
SET character_set_results=NULL

# client mycli 1.26: SQLExecute of dbcli/mycli
SELECT DATABASE()
SELECT CURRENT_USER()
SELECT CONNECTION_ID()
SELECT VERSION()
SELECT @@version, @@version_comment
SHOW DATABASES
SHOW TABLES
select TABLE_NAME, COLUMN_NAME from information_schema.columns where table_schema = 'main' order by table_name,ordinal_position
SELECT ROUTINE_NAME FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_TYPE="FUNCTION" AND ROUTINE_SCHEMA = "main"
SELECT CONCAT("'", user, "'@'",host,"'") FROM mysql.user
SELECT name from mysql.help_topic WHERE name like "SHOW %"
SHOW VARIABLES
SHOW CREATE TABLE mysql_servers
SELECT USER()
SELECT @@ssl_ca
SHOW STATUS LIKE 'Ssl_cipher'
