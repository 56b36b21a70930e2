#!/bin/bash
# One MySQL 9.7 server with the schema test.
#   single.sh start PORT | stop PORT | wipe PORT
. "$(dirname "$0")/lib.sh"
case "$ARG" in ''|*[!0-9]*) fail "$VERB needs a port";; esac
NAME=one$ARG
case "$VERB" in
start)  need_mysql97
        my_start $NAME "$ARG" "$ARG" --max-allowed-packet=64M --local-infile=ON
        echo "$ACCOUNTS CREATE DATABASE IF NOT EXISTS test;" | my_sql $NAME
        say "up on 127.0.0.1:$ARG; $LOGINS";;
stop)   stop_one $NAME;;
wipe)   stop_one $NAME; rm -rf "$RUN/$NAME" "$RUN/$NAME".{log,sock,sock.lock} "$RUN"/template*;;
*) fail "start PORT | stop PORT | wipe PORT";;
esac
