// Runs the script of a matrix with go-sql-driver and prints what the driver saw; see probe.py for the script and the lines.
//
//	probe HOST PORT USER PASSWORD SCHEMA plain|tls text|prepared SCRIPT
package main

import (
	"bufio"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/go-sql-driver/mysql"
)

func shown(value interface{}) string {
	var raw []byte
	switch of := value.(type) {
	case nil:
		return "NULL"
	case []byte:
		raw = of
	case string:
		raw = []byte(of)
	default:
		return fmt.Sprintf("native:%v", value)
	}
	if len(raw) > 256 {
		return fmt.Sprintf("%d:%x", len(raw), sha256.Sum256(raw))
	}
	return "x" + hex.EncodeToString(raw)
}

func parameter(text string) interface{} {
	rest := text[1:]
	switch text[0] {
	case 'n':
		return nil
	case 'i':
		if number, err := strconv.ParseInt(rest, 10, 64); err == nil {
			return number
		}
		return rest
	case 'f':
		content, err := os.ReadFile(rest)
		if err != nil {
			panic(err)
		}
		return content
	}
	raw, err := hex.DecodeString(rest)
	if err != nil {
		panic(err)
	}
	if text[0] == 's' {
		return string(raw)
	}
	return raw
}

func refused(label string, err error) {
	var answer *mysql.MySQLError
	if errors.As(err, &answer) {
		fmt.Println(label, "error", answer.Number, answer.Message)
	} else {
		fmt.Println(label, "driver", err)
	}
}

func rows(label string, answer *sql.Rows) {
	for more := true; more; more = answer.NextResultSet() {
		names, _ := answer.Columns()
		types, _ := answer.ColumnTypes()
		columns := make([]string, len(names))
		for i, each := range types {
			nullable, _ := each.Nullable()
			precision, scale, _ := each.DecimalSize()
			columns[i] = fmt.Sprintf("%s:%s:%v:%d:%d", names[i], each.DatabaseTypeName(), nullable, precision, scale)
		}
		fmt.Println(label, "columns", strings.Join(columns, " "))
		values := make([]interface{}, len(names))
		into := make([]interface{}, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		for answer.Next() {
			if err := answer.Scan(into...); err != nil {
				refused(label, err)
				return
			}
			texts := make([]string, len(values))
			for i, value := range values {
				texts[i] = shown(value)
			}
			fmt.Println(label, "row", strings.Join(texts, ","))
		}
	}
	if err := answer.Err(); err != nil {
		refused(label, err)
	}
}

func run(connection *sql.DB, label, statement string, parameters []interface{}) {
	head := strings.ToUpper(strings.SplitN(statement, " ", 2)[0])
	if head == "SELECT" || head == "SHOW" || head == "CALL" {
		answer, err := connection.Query(statement, parameters...)
		if err != nil {
			refused(label, err)
			return
		}
		defer answer.Close()
		rows(label, answer)
		return
	}
	answer, err := connection.Exec(statement, parameters...)
	if err != nil {
		refused(label, err)
		return
	}
	affected, _ := answer.RowsAffected()
	id, _ := answer.LastInsertId()
	fmt.Println(label, "ok", "affected", affected, "id", id)
}

func main() {
	host, port, user, password, schema, mode, style, script := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5],
		os.Args[6], os.Args[7], os.Args[8]
	options := "?charset=utf8mb4&maxAllowedPacket=67108864&multiStatements=true"
	if mode == "tls" {
		options += "&tls=skip-verify"
	}
	if style == "text" {
		options += "&interpolateParams=true"
	}
	connection, err := sql.Open("mysql", user+":"+password+"@tcp("+host+":"+port+")/"+schema+options)
	if err != nil {
		panic(err)
	}
	connection.SetMaxOpenConns(1)
	connection.SetMaxIdleConns(1)
	file, err := os.Open(script)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		if parts[0] == "fails" { // after an error behind a procedure's rows version 1.5 waits for more, also of the server
			continue
		}
		parameters := make([]interface{}, 0)
		for _, each := range parts[2:] {
			parameters = append(parameters, parameter(each))
		}
		run(connection, parts[0], parts[1], parameters)
	}
	connection.Close()
	fmt.Println("end")
}
