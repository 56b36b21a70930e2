#!/bin/bash
# Fetch MariaDB 11.8 (server with its plug-ins for logins, client) from Debian sid and unpack it into one folder.
#   fetch-mariadb118.sh [TARGET | status]
. "$(dirname "$0")/fetch-lib.sh"
[ "${1:-}" = status ] && STATUS=1 && shift
T=${1:-${TOPOLOGIES_DIR:-${TMPDIR:-/tmp}/switchboard-topologies}/mariadb118}
[ -z "${STATUS:-}" ] || status "$T" mariadbd
! there "$T" mariadbd || { echo "already there: $("$T/bin/mariadbd" --version)"; exit 0; }
fetch "$T" mariadb-server-core mariadb-server mariadb-client-core
( cd "$T.new/usr/bin" && find . -type f ! -name mariadb ! -name mariadb-binlog -delete )
wrap "$T" usr/sbin/mariadbd usr/bin/mariadb usr/bin/mariadb-binlog
