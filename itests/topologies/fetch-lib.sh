# Shared by the scripts that fetch a server of Debian sid and unpack it into one folder, with the libraries it needs; source
# it. Needs only apt-get, apt-cache and dpkg-deb (any Debian/Ubuntu host of the same CPU), no root, no chroot and no change to
# the host's own apt state. MIRROR, SUITE, KEYRING may be set in the environment. bash.
set -euo pipefail
fail() { echo "$(basename "$0"): $*" >&2; exit 1; }
MIRROR=${MIRROR:-$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb .*\(http[^ ]*debian[^ ]*\) .*/\1/p' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -1 || true)}
SUITE=${SUITE:-sid}
KEYRING=${KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
for c in apt-get apt-cache dpkg dpkg-deb; do command -v $c >/dev/null || fail "$c is missing: this needs a Debian or Ubuntu host with the packages apt and dpkg"; done
ARCH=$(dpkg --print-architecture)
TRIPLET=x86_64-linux-gnu LD=ld-linux-x86-64.so.2          # amd64
[ "$ARCH" = arm64 ] && TRIPLET=aarch64-linux-gnu LD=ld-linux-aarch64.so.1   # untested

# there TARGET SERVER: it is unpacked and runs
there() { [ -x "$1/bin/$2" ] && "$1/bin/$2" --version >/dev/null 2>&1; }
# status TARGET SERVER: says what is there, and ends
status() {
    [ -x "$1/bin/$2" ] || { echo "not fetched: $1"; exit 1; }
    "$1/bin/$2" --version; echo "in $1, $(du -sh "$1" | cut -f1)"; exit 0
}
# fetch TARGET PACKAGE...: the packages and what they need, unpacked into TARGET.new
fetch() {
    local T=$1 W LIST d; shift
    [ -n "$MIRROR" ] || fail "set MIRROR to the address of a Debian mirror"
    [ -e "$KEYRING" ] || fail "$KEYRING is missing; install it with: apt-get install debian-archive-keyring (or set KEYRING)"
    mkdir -p "$(dirname "$T")"; W=$(mktemp -d); trap "rm -rf '$W'" EXIT
    mkdir -p "$W"/etc/{apt.conf.d,preferences.d,none.d} "$W"/state/lists/partial "$W"/cache/archives/partial "$W"/debs
    : > "$W/state/status"
    echo "deb [arch=$ARCH signed-by=$KEYRING] $MIRROR $SUITE main" > "$W/etc/sources.list"
    # a private apt: own sources, own lists, own (empty) package status
    A=(-o Dir::Etc::sourcelist="$W/etc/sources.list" -o Dir::Etc::sourceparts="$W/etc/none.d" -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts="$W/etc/preferences.d"
       -o Dir::State="$W/state" -o Dir::State::status="$W/state/status" -o Dir::Cache="$W/cache"
       -o APT::Architecture="$ARCH" -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
    apt-get "${A[@]}" -qq -o APT::Update::Error-Mode=any update >&2 || fail "cannot read the package lists of $SUITE from the Debian mirror, see above"
    # the dependency closure, less what only maintainer scripts and perl helpers want
    LIST=$(apt-cache "${A[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts \
             --no-breaks --no-replaces --no-enhances "$@" | grep '^[a-z]' | sort -u |
           grep -Ev '^(perl|libperl|libgdbm|libdb5|libtirpc-common|gcc-.*-base|libc-gconv|libcrypt1$|libbz2)' || true)
    [ -n "$LIST" ] || fail "$SUITE has no $* for $ARCH"
    ( cd "$W/debs" && apt-get "${A[@]}" -qq download $LIST >&2 ) || fail "cannot download the packages, see above"
    echo "downloaded: $(ls "$W/debs" | wc -l) packages, $(du -sh --apparent-size "$W/debs" | cut -f1)"
    rm -rf "$T.new"; mkdir -p "$T.new"
    for d in "$W"/debs/*.deb; do dpkg-deb -x "$d" "$T.new"; done
    ( cd "$W/debs" && ls ) > "$T.new/PACKAGES"
    rm -rf "$T.new"/usr/share/{doc,man,lintian,bug,locale,perl,apport}
}
# wrap TARGET PROGRAM...: programs in TARGET/bin that run those, in TARGET.new until now, through the folder's own ld.so; the
# library path is an argument of ld.so, not LD_LIBRARY_PATH, so children of the server and of the caller are not affected.
# `exec` keeps the pid, so $! is the server's pid. The first is the server.
wrap() {
    local T=$1 p server=${2##*/}; shift
    mkdir -p "$T.new/bin"
    for p in "$@"; do
        cat > "$T.new/bin/${p##*/}" <<EOW
#!/bin/sh
T=\$(CDPATH= cd -- "\$(dirname -- "\$0")/.." && pwd)
export OPENSSL_MODULES="\$T/usr/lib/$TRIPLET/ossl-modules"
exec "\$T/usr/lib/$TRIPLET/$LD" --argv0 "\$T/$p" --library-path "\$T/usr/lib/$TRIPLET:\$T/usr/lib/mysql-router" "\$T/$p" "\$@"
EOW
        chmod 755 "$T.new/bin/${p##*/}"
    done
    rm -rf "$T"; mv "$T.new" "$T"
    "$T/bin/$server" --version
    echo "unpacked: $T, $(du -sh "$T" | cut -f1)"
}
