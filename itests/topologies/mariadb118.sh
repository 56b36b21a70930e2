#!/bin/bash
# One MariaDB 11.8 server with the schema test, and its plug-ins for logins.
#   mariadb118.sh start PORT | stop PORT | wipe PORT
. "$(dirname "$0")/lib.sh"
case "$ARG" in ''|*[!0-9]*) fail "$VERB needs a port";; esac
NAME=maria$ARG
HOME118=${UNPACKED118:-$PEERS/mariadb118}
SHARE=$HOME118/usr/share/mariadb
DIRS=(--no-defaults --basedir="$HOME118/usr" --plugin-dir="$HOME118/usr/lib/mysql/plugin" --lc-messages-dir="$SHARE"
      --character-sets-dir="$SHARE/charsets" --datadir="$RUN/$NAME" --tmpdir="$RUN/$NAME" --innodb-buffer-pool-size=64M
      --innodb-log-file-size=16M)
sql() { "$HOME118/bin/mariadb" --no-defaults --socket="$RUN/$NAME.sock" -uroot -N -B "$@"; }
install() {
    mkdir "$RUN/$NAME"
    { printf '%s;\n' "CREATE DATABASE mysql" "USE mysql" "SET @auth_root_socket=NULL" # bootstrap takes one for a line
      cat "$SHARE"/mariadb_system_tables.sql "$SHARE"/mariadb_performance_tables.sql "$SHARE"/mariadb_system_tables_data.sql
      cat "$SHARE"/maria_add_gis_sp_bootstrap.sql; } |
        "$HOME118/bin/mariadbd" "${DIRS[@]}" "${ASUSER[@]}" --bootstrap > "$RUN/$NAME.log" 2>&1 ||
        { tail -5 "$RUN/$NAME.log" >&2; rm -rf "${RUN:?}/$NAME"; fail "the data folder could not be made"; }
}
case "$VERB" in
start)  "$HERE/fetch-mariadb118.sh" "$HOME118" > /dev/null
        running "$NAME" "$ARG" && exit 0
        free_port "$ARG"
        [ -d "$RUN/$NAME" ] || install
        setsid "$HOME118/bin/mariadbd" "${DIRS[@]}" "${ASUSER[@]}" --socket="$RUN/$NAME.sock" --port="$ARG" \
            --bind-address=127.0.0.1 --skip-name-resolve --log-bin="$RUN/$NAME/binlog" --binlog-format=row --server-id="$ARG" --max-allowed-packet=64M \
            --plugin-load-add=auth_ed25519 --plugin-load-add=auth_parsec --plugin-load-add=auth_mysql_sha2 > "$RUN/$NAME.log" 2>&1 < /dev/null &
        record "$NAME" $!
        wait_tcp "$NAME" "$ARG" 60
        sql -e "CREATE DATABASE IF NOT EXISTS test; CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'app_pw';
                GRANT ALL ON *.* TO app@'%' WITH GRANT OPTION"
        say "up on 127.0.0.1:$ARG; account app/app_pw";;
stop)   stop_one "$NAME";;
wipe)   stop_one "$NAME"; rm -rf "${RUN:?}/$NAME" "$RUN/$NAME".{log,sock};;
*) fail "start PORT | stop PORT | wipe PORT";;
esac
