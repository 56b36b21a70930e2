// What applications do with database/sql and go-sql-driver beyond statements and rows; prints what they see.
//
//	habits HOST PORT USER PASSWORD SCHEMA [CA-FILE SERVER-NAME]
package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-sql-driver/mysql"
)

var address, user, password, schema string

func say(label string, what ...interface{}) {
	fmt.Println(append([]interface{}{label}, what...)...)
}

func failed(err error) string {
	var answer *mysql.MySQLError
	switch {
	case err == nil:
		return "fine"
	case errors.As(err, &answer):
		return fmt.Sprint("error ", answer.Number, " ", answer.Message)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, driver.ErrBadConn),
		errors.Is(err, mysql.ErrInvalidConn), errors.Is(err, sql.ErrNoRows), errors.Is(err, sql.ErrTxDone):
		return fmt.Sprint("driver ", err)
	}
	return "driver " + strings.ReplaceAll(err.Error(), address, "ADDRESS")
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func open(options string) *sql.DB {
	db, err := sql.Open("mysql", fmt.Sprintf("%s:%s@tcp(%s)/%s?allowNativePasswords=true&%s", user, password, address, schema, options))
	check(err)
	return db
}

type asker interface {
	QueryContext(ctx context.Context, query string, args ...interface{}) (*sql.Rows, error)
}

func asked(label string, db asker, query string, args ...interface{}) {
	rows, err := db.QueryContext(context.Background(), query, args...)
	if err != nil {
		say(label, failed(err))
		return
	}
	defer rows.Close()
	for more := true; more; more = rows.NextResultSet() {
		names, _ := rows.Columns()
		for rows.Next() {
			values := make([]interface{}, len(names))
			into := make([]interface{}, len(names))
			for i := range values {
				into[i] = &values[i]
			}
			check(rows.Scan(into...))
			for i, each := range values {
				if raw, is := each.([]byte); is {
					values[i] = string(raw)
				}
			}
			say(label, names, values)
		}
	}
	say(label, failed(rows.Err()))
}

func interpolated() {
	for _, options := range []string{"interpolateParams=true", "interpolateParams=false", "interpolateParams=true&parseTime=true&loc=UTC",
		"interpolateParams=true&sql_mode=%27NO_BACKSLASH_ESCAPES%27", "clientFoundRows=true&columnsWithAlias=true"} {
		db := open(options)
		asked("parameters", db, "SELECT ?, ?, ?, ?, HEX(?)", 7, "a'b\\\"\n\x00ü", nil, 2.5, []byte{0, 255, '\\', '\''})
		asked("parameters", db, "SELECT ?, CAST(? AS DATETIME(6))", true, time.Date(2024, 2, 29, 23, 59, 58, 123456000, time.UTC))
		asked("parameters", db, "SELECT r.id, r.v FROM h_rows r WHERE r.id = ? OR r.v = ?", 3, "row 004")
		asked("parameters", db, "SELECT ?", strings.Repeat("x", 10), 3)
		result, err := db.Exec("UPDATE h_rows SET v = v WHERE id < ?", 10)
		check(err)
		affected, _ := result.RowsAffected()
		say("affected", affected)
		db.Close()
	}
}

func several() {
	db := open("multiStatements=true")
	defer db.Close()
	_, err := db.Exec("TRUNCATE h_batch; INSERT INTO h_batch (id, v) VALUES (1, 'a'), (2, 'b'); UPDATE h_batch SET v = 'c'")
	say("several", failed(err))
	asked("several", db, "SELECT 1; SELECT id, v FROM h_batch; SELECT 'last'")
	_, err = db.Exec("SELECT 1; SELECT no_such_column; SELECT 2") // Query would wait for more rows, from the server itself too
	say("several", failed(err))
	rows, err := db.Query("SELECT 1; SELECT id FROM h_rows; SELECT 2")
	check(err)
	rows.Next()
	say("several left", failed(rows.Close()))
	asked("several", db, "SELECT 3")
	single := open("")
	defer single.Close()
	asked("single", single, "SELECT 1; SELECT 2")
	interpolating := open("multiStatements=true&interpolateParams=true")
	defer interpolating.Close()
	asked("several", interpolating, "SELECT ?; SELECT ?", 1, "b")
}

// A context that ends takes the connection with it: what ran on goes on without its client.
func cancelled() {
	db := open("")
	defer db.Close()
	db.SetMaxOpenConns(3)
	for i := 0; i < 5; i++ {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(50*time.Millisecond, cancel)
		_, err := db.ExecContext(ctx, "DO SLEEP(20)")
		say("cancelled", failed(err))
		asked("cancelled", db, "SELECT 'next'")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := db.QueryContext(ctx, "SELECT SLEEP(20)")
	say("late", failed(err))
	reading, stop := context.WithCancel(context.Background())
	rows, err := db.QueryContext(reading, "SELECT a.id, b.v FROM h_rows a, h_rows b")
	check(err)
	rows.Next()
	stop()
	for rows.Next() {
	}
	say("left", failed(rows.Err()))
	rows.Close()
	asked("left", db, "SELECT 'next'")
	over, end := context.WithCancel(context.Background())
	end()
	say("before", failed(db.PingContext(over)))
	transaction, err := db.BeginTx(context.Background(), nil)
	check(err)
	_, err = transaction.Exec("INSERT INTO h_batch (v) VALUES ('of a context')")
	check(err)
	short, give := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer give()
	_, err = transaction.ExecContext(short, "DO SLEEP(20)")
	say("in a transaction", failed(err))
	say("in a transaction", failed(transaction.Commit()) != "fine")
	for i := 0; i < 200; i++ { // the server takes a moment to see that its client is gone
		var count int
		check(db.QueryRow("SELECT COUNT(*) FROM h_batch WHERE v = 'of a context'").Scan(&count))
		if count == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	asked("rolled back", db, "SELECT COUNT(*) FROM h_batch WHERE v = 'of a context'")
	prepared, err := db.Prepare("SELECT SLEEP(?)")
	check(err)
	defer prepared.Close()
	quick, left := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer left()
	_, err = prepared.QueryContext(quick, 20)
	say("prepared", failed(err))
	var slept int
	say("prepared", failed(prepared.QueryRow(0).Scan(&slept)), slept)
}

func pooled() {
	db := open("interpolateParams=true&timeout=10s&readTimeout=30s&writeTimeout=30s")
	defer db.Close()
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5)
	db.SetConnMaxLifetime(30 * time.Millisecond)
	db.SetConnMaxIdleTime(20 * time.Millisecond)
	var sum, wrong int64
	var all sync.WaitGroup
	for worker := 0; worker < 40; worker++ {
		all.Add(1)
		go func(worker int) {
			defer all.Done()
			for round := 0; round < 50; round++ {
				var got int64
				number := worker*1000 + round
				statement := "SELECT ?"
				if round%10 == 9 {
					statement = "SELECT ? FROM h_rows WHERE id = 1"
				}
				if err := db.QueryRow(statement, number).Scan(&got); err != nil || got != int64(number) {
					atomic.AddInt64(&wrong, 1)
					fmt.Fprintln(os.Stderr, err, got)
				}
				atomic.AddInt64(&sum, got)
			}
		}(worker)
	}
	all.Wait()
	say("pooled", sum, wrong)
	idle := open("")
	defer idle.Close()
	idle.SetMaxIdleConns(1)
	asked("idle", idle, "SET time_zone = '+05:00'") // stays with the connection, which goes back to the pool
	asked("idle", idle, "SELECT @@time_zone")
	only, err := idle.Conn(context.Background())
	check(err)
	asked("conn", only, "SELECT @@time_zone")
	asked("conn", only, "USE mysql")
	asked("conn", only, "SELECT DATABASE()")
	only.Close()
	asked("conn", idle, "SELECT DATABASE()") // the same one, not reset
}

func transactions() {
	db := open("")
	defer db.Close()
	for _, level := range []sql.IsolationLevel{sql.LevelDefault, sql.LevelReadUncommitted, sql.LevelReadCommitted,
		sql.LevelRepeatableRead, sql.LevelSerializable, sql.LevelSnapshot} {
		transaction, err := db.BeginTx(context.Background(), &sql.TxOptions{Isolation: level})
		if err != nil {
			say("level", level, failed(err))
			continue
		}
		asked("level", transaction, "SELECT id FROM h_rows WHERE id = 1")
		_, err = transaction.Exec("INSERT INTO h_batch (v) VALUES (?)", level.String())
		say("level", level, failed(err))
		asked("level", transaction, "SELECT v FROM h_batch WHERE v = ?", level.String())
		say("level", level, failed(transaction.Rollback()))
		asked("level", db, "SELECT COUNT(*) FROM h_batch WHERE v = ?", level.String())
	}
	reading, err := db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true})
	check(err)
	_, err = reading.Exec("INSERT INTO h_batch (v) VALUES ('x')")
	say("read only", failed(err))
	say("read only", failed(reading.Commit()))
	say("read only", failed(reading.Commit()))
}

func files() {
	db := open("")
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err := db.Exec("TRUNCATE h_batch")
	check(err)
	mysql.RegisterReaderHandler("rows", func() io.Reader {
		var content strings.Builder
		for row := 1; row <= 20000; row++ {
			fmt.Fprintf(&content, "%d\tvalue %d\n", row, row)
		}
		return strings.NewReader(content.String())
	})
	mysql.RegisterReaderHandler("nothing", func() io.Reader { return strings.NewReader("") })
	mysql.RegisterReaderHandler("broken", func() io.Reader {
		return io.MultiReader(strings.NewReader("30001\tx\n"), breaking{})
	})
	for _, from := range []string{"rows", "nothing", "broken", "unknown"} {
		result, err := db.Exec("LOAD DATA LOCAL INFILE 'Reader::" + from + "' INTO TABLE h_batch")
		var affected int64
		if err == nil {
			affected, _ = result.RowsAffected()
		}
		say("file", from, failed(err), affected)
		asked("file", db, "SELECT COUNT(*), SUM(id) FROM h_batch WHERE id <= 20000")
	}
	_, err = db.Exec("LOAD DATA LOCAL INFILE '/not/allowed' INTO TABLE h_batch")
	say("file", failed(err))
	_, err = db.Exec("LOAD DATA LOCAL INFILE 'Reader::rows' INTO TABLE no_such_table")
	say("file", failed(err))
	asked("file", db, "SELECT 'next'")
}

type breaking struct{}

func (breaking) Read([]byte) (int, error) {
	return 0, errors.New("the reader broke")
}

func secured() {
	check(mysql.RegisterTLSConfig("own", &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}))
	check(mysql.RegisterTLSConfig("strict", &tls.Config{ServerName: "no.such.name", MinVersion: tls.VersionTLS12}))
	for _, config := range []string{"own", "skip-verify", "preferred", "false"} {
		db := open("tls=" + config)
		asked("tls "+config, db, "SELECT 'secured', ? + 1", 1)
		db.Close()
	}
	strict := open("tls=strict")
	defer strict.Close()
	say("tls strict", strict.Ping() != nil)
}

func settings() {
	for _, options := range []string{"charset=utf8mb4,utf8", "charset=latin1", "collation=utf8mb4_bin", "time_zone=%27%2B02%3A00%27",
		"maxAllowedPacket=0", "autocommit=0", "no_such_variable=1", "max_execution_time=abc", "rejectReadOnly=true", "checkConnLiveness=false"} {
		db := open(options)
		asked("setting "+options, db, "SELECT @@character_set_client, @@collation_connection, @@time_zone, @@autocommit, 'ü'")
		db.Close()
	}
	unknown, err := sql.Open("mysql", fmt.Sprintf("%s:%s@tcp(%s)/no_such_schema", user, password, address))
	check(err)
	defer unknown.Close()
	say("schema", unknown.Ping() != nil || unknown.QueryRow("SELECT 1").Scan(new(int)) != nil)
}

func statements() {
	db := open("")
	defer db.Close()
	db.SetMaxOpenConns(2)
	kept := make([]*sql.Stmt, 0)
	for i := 0; i < 60; i++ {
		statement, err := db.Prepare(fmt.Sprintf("SELECT id + %d, v FROM h_rows WHERE id = ?", i))
		check(err)
		kept = append(kept, statement)
	}
	transaction, err := db.Begin()
	check(err)
	for i, statement := range kept {
		var id int
		var v string
		check(transaction.Stmt(statement).QueryRow(i).Scan(&id, &v))
		if id != 2*i {
			say("statement", i, id, v)
		}
	}
	check(transaction.Commit())
	rows, err := kept[0].Query(5)
	check(err)
	rows.Close() // unread
	for _, statement := range kept {
		check(statement.Close())
	}
	_, err = db.Prepare("SELECT no_such_column")
	say("statement", failed(err))
	_, err = kept[0].Query(1)
	say("statement", failed(err))
	asked("statement", db, "SELECT COUNT(*) FROM h_rows")
}

func main() {
	address = os.Args[1] + ":" + os.Args[2]
	user, password, schema = os.Args[3], os.Args[4], os.Args[5]
	mysql.SetLogger(quiet{})
	for _, habit := range []func(){interpolated, several, cancelled, pooled, transactions, files, secured, settings, statements} {
		habit()
	}
	fmt.Println("end")
}

type quiet struct{}

func (quiet) Print(...interface{}) {}
