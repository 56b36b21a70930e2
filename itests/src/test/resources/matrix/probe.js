// Runs the script of a matrix with mysql2 and prints what the driver saw; see probe.py for the script and the lines.
//   node probe.js HOST PORT USER PASSWORD SCHEMA plain|tls|compressed text|prepared SCRIPT
'use strict';
const { createHash } = require('crypto');
const { readFileSync } = require('fs');
const mysql = require('mysql2/promise');

const [host, port, user, password, schema, mode, style, script] = process.argv.slice(2);

function shown(value) {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return 'native:' + value;
  const bytes = Buffer.isBuffer(value) ? value
      : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
  return bytes.length > 256 ? bytes.length + ':' + createHash('sha256').update(bytes).digest('hex')
      : 'x' + bytes.toString('hex');
}

function parameter(text) {
  const rest = text.substring(1);
  switch (text[0]) {
    case 'n': return null;
    case 'i': return Number.isSafeInteger(Number(rest)) ? Number(rest) : rest;
    case 's': return Buffer.from(rest, 'hex').toString('utf8');
    case 'b': return Buffer.from(rest, 'hex');
    default: return readFileSync(rest);
  }
}

function field(each) {
  return [each.schema, each.table, each.name].join('.') + ':'
      + [each.columnType, each.flags, each.characterSet, each.columnLength, each.decimals].join(':');
}

function result(label, rows, fields) {
  if (Array.isArray(rows)) {
    console.log(label, 'columns ' + fields.map(field).join(' '));
    for (const row of rows) console.log(label, 'row ' + row.map(shown).join(','));
  } else if (rows) {
    console.log(label, `ok affected=${rows.affectedRows} id=${rows.insertId} warnings=${rows.warningStatus} ${rows.info}`);
  }
}

async function run(connection, [label, statement, ...parameters]) {
  try {
    const values = parameters.map(parameter);
    const answer = style === 'prepared' ? await connection.execute(statement, values)
        : await connection.query(statement, values);
    const [rows, fields] = answer;
    const several = Array.isArray(fields) && (Array.isArray(fields[0]) || fields.some(each => each === undefined));
    if (several) rows.forEach((each, i) => result(label, each, fields[i]));
    else result(label, rows, fields);
  } catch (error) {
    if (error.errno === undefined) console.log(label, 'driver', error.message);
    else console.log(label, 'error', error.errno, error.sqlState, error.sqlMessage);
  }
}

async function main() {
  const connection = await mysql.createConnection({
    host, port: Number(port), user, password, database: schema, charset: 'utf8mb4', rowsAsArray: true, dateStrings: true,
    supportBigNumbers: true, bigNumberStrings: true, compress: mode === 'compressed',
    ssl: mode === 'tls' ? { rejectUnauthorized: false } : undefined,
    typeCast: style === 'prepared' ? true : (value, next) => value.type === 'GEOMETRY' ? value.buffer() : next(),
  });
  for (const line of readFileSync(script, 'utf8').split('\n')) {
    if (line !== '') await run(connection, line.split('\t'));
  }
  await connection.end();
  console.log('end');
}

main().catch(error => {
  console.log('failed', error.code, error.message);
  process.exitCode = 1;
});
