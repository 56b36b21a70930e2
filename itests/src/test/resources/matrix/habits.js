// What applications do with mysql2 beyond statements and rows; prints what they see.
//   node habits.js HOST PORT USER PASSWORD SCHEMA
'use strict';
const mysql = require('mysql2/promise');
const callbacks = require('mysql2');

const [host, port, user, password, database] = process.argv.slice(2);
const BIG = 'SELECT a.id, b.v FROM h_rows a, h_rows b WHERE a.id < 50 ORDER BY a.id, b.id';
const options = { host, port: Number(port), user, password, database, charset: 'utf8mb4', rowsAsArray: true,
  multipleStatements: true };

const say = (label, what) => console.log(label, JSON.stringify(what));

async function attempt(label, what) {
  try {
    const [rows] = await what();
    if (rows && rows.stateChanges) delete rows.stateChanges; // a server that is asked to tells more
    if (rows && rows.serverStatus) rows.serverStatus &= 0x3fff;
    say(label, rows);
  } catch (error) {
    say(label, [error.code, error.errno, error.sqlState, error.sqlMessage || error.message]);
  }
}

async function several(c) {
  await c.query('TRUNCATE h_batch');
  for (const statements of ["INSERT INTO h_batch VALUES (1, 'a'); SELECT * FROM h_batch; INSERT INTO h_batch VALUES (1, 'b'); SELECT 1",
    'SELECT 1; SELECT no_such_column; SELECT 2', 'CALL h_out(1, @b, @c); SELECT @b', 'SELECT 3;']) {
    await attempt('several', () => c.query(statements));
    await attempt('several', () => c.query('SELECT * FROM h_batch'));
  }
}

async function session(c) {
  const state = 'SELECT @h, @@time_zone, @@autocommit, DATABASE(), @@character_set_client, CURRENT_USER()';
  await c.query("SET @h = 'kept', SESSION time_zone = '+01:00'");
  await attempt('session', () => c.query('USE mysql'));
  await attempt('session', () => c.query('SET autocommit = 0'));
  await attempt('session', () => c.query(state));
  await c.changeUser({ user: user.replace('plain', 'compressed'), password, database });
  await attempt('session', () => c.query(state));
  await c.changeUser({ user, password, database });
  await attempt('session', () => c.query(state));
  await c.ping();
  await attempt('session', () => c.query("SET NAMES latin1"));
  await attempt('session', () => c.query("SELECT HEX('ä'), 'ä'"));
  await c.beginTransaction();
  await attempt('transaction', () => c.query("INSERT INTO h_batch (v) VALUES ('begun')"));
  await c.rollback();
  await attempt('transaction', () => c.query('SELECT COUNT(*) FROM h_batch'));
}

async function prepared(c) {
  const statement = await c.prepare('SELECT id, v FROM h_rows WHERE id > ? AND v <> ? ORDER BY id LIMIT 3');
  await attempt('prepared', () => statement.execute([5, 'none']));
  await attempt('prepared', () => statement.execute([500, '']));
  await statement.close();
  await attempt('prepared', () => c.execute('SELECT ? + ?, ?', [1, 2, null]));
  await attempt('prepared', () => c.execute('SELECT no_such_column FROM h_rows'));
  c.unprepare('SELECT ? + ?, ?');
  await attempt('prepared', () => c.execute('SELECT ? + ?, ?', [3, 4, 'x'.repeat(100000)]));
  await attempt('prepared', () => c.execute('CALL h_out(?, @b, @c)', [4]));
}

async function timed(c) {
  try {
    await c.query({ sql: 'SELECT SUM(SLEEP(0.1)) FROM h_rows WHERE id < 20', timeout: 300 });
  } catch (error) {
    say('timed', error.code);
  }
  c.destroy();
}

function streamed() {
  return new Promise(resolve => {
    const c = callbacks.createConnection(options);
    let rows = 0;
    c.query(BIG).stream({ highWaterMark: 5 }).on('data', () => {
      if (++rows === 700) {
        c.destroy(); // in the middle of the rows
        say('streamed', rows);
        resolve();
      }
    }).on('error', () => {});
  });
}

async function pooled() {
  const pool = mysql.createPool({ ...options, connectionLimit: 5 });
  const all = [];
  for (let i = 0; i < 100; i++) all.push(i % 2 ? pool.query('SELECT ? * 2', [i]) : pool.execute('SELECT ? * 3', [i]));
  say('pooled', (await Promise.all(all)).map(([rows]) => Number(rows[0][0])));
  const c = callbacks.createConnection(options); // many statements on the way at once
  const queue = [];
  for (let i = 0; i < 50; i++) {
    queue.push(new Promise(resolve => c.query(i % 10 === 9 ? 'SELECT no_such_column' : 'SELECT ' + i,
        (error, rows) => resolve(error ? error.errno : rows))));
  }
  say('queued', await Promise.all(queue));
  c.end();
  await pool.end();
}

async function main() {
  const c = await mysql.createConnection(options);
  for (const habit of [several, session, prepared]) await habit(c);
  await timed(c);
  await streamed();
  await pooled();
  console.log('end');
}

main().catch(error => {
  console.log('failed', error.code, error.message);
  process.exitCode = 1;
});
