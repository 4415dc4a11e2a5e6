#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a bare Debian 12 to a running demo or a finished test run, with all set-up on the way.
#
# usage: sh data/debian/setup.sh demo|test
#
#   demo  installs what is needed, builds, and opens the demo account. Without a display it does the
#         same in a virtual one, walks through a zone transfer and leaves pictures in build/demo/.
#   test  installs what is needed, builds, and runs all tests. The last line of the output is
#         "N passed, N failed, N skipped".
#
# Run it as root or as a user who may use sudo; only the installation of packages needs it. All that
# is built stays in build/ beside the sources.
set -eu

# The programs that the packages bring come first, whatever else is installed on this machine.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
export PATH

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$source/build

say ()
{
  printf '\n== %s\n' "$*"
}

die ()
{
  printf '%s\n' "setup.sh: $*" >&2
  exit 1
}

usage ()
{
  sed -n 's/^# \{0,1\}//; /^usage:/,/passed/p' "$0" >&2
  exit 2
}

has_display ()
{
  [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

# Prints the names in package lists, those of installed packages left out.
missing_packages ()
{
  for list in "$@"; do
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$here/packages-$list.txt"
  done | sort -u | while read -r package; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed|triggers-awaited|triggers-pending) ;;
      *) printf '%s\n' "$package" ;;
    esac
  done
}

install_packages ()
{
  command -v dpkg-query >/dev/null || die "this needs Debian 12 or newer (there is no dpkg here)"

  missing=$(missing_packages "$@" | tr '\n' ' ')
  if [ -z "$missing" ]; then
    say "All packages are installed"
    return 0
  fi

  say "Installing $missing"
  # Each name is a word of its own here, and Debian's package names need no quotes.
  # shellcheck disable=SC2086
  if [ "$(id -u)" = 0 ]; then
    sh "$here/install.sh" $missing </dev/null
  elif command -v sudo >/dev/null; then
    sudo sh "$here/install.sh" $missing
  else
    die "root must install these packages, and there is no sudo here. As root, run
sh $here/install.sh $missing"
  fi

  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -z "$missing" ] || die "still not installed: $missing"
}

# Who called this through sudo from an own checkout gets the rest done under the own name: no file of
# root in the checkout, and no desktop program that runs as root.
leave_sudo ()
{
  [ "$(id -u)" = 0 ] || return 0
  case ${SUDO_UID:-0} in
    0) return 0 ;;
  esac
  [ "$(stat -c %u "$source")" = "$SUDO_UID" ] || return 0

  runtime=/run/user/$SUDO_UID
  if [ -d "$runtime" ]; then
    XDG_RUNTIME_DIR=$runtime
    export XDG_RUNTIME_DIR
    if [ -S "$runtime/bus" ]; then
      DBUS_SESSION_BUS_ADDRESS=unix:path=$runtime/bus
      export DBUS_SESSION_BUS_ADDRESS
    fi
    if [ -z "${WAYLAND_DISPLAY:-}" ] && [ -S "$runtime/wayland-0" ]; then
      WAYLAND_DISPLAY=wayland-0
      export WAYLAND_DISPLAY
    fi
  fi
  HOME=$(getent passwd "$SUDO_UID" | cut -d: -f6)
  export HOME
  user=$SUDO_USER
  unset SUDO_UID SUDO_GID SUDO_USER SUDO_COMMAND
  exec runuser -u "$user" -- sh "$0" "$1"
}

# The number of compilers to run at once: one for each processor, and never so many that a small
# machine runs out of memory.
jobs ()
{
  count=$(nproc)
  [ "$count" -le 4 ] || count=4
  printf '%s\n' "$count"
}

# The number of test programs to run at once. They wait for clocks, servers and frames more than they work: beside
# as many as there are processors, as many again. Watched by sanitizers they work more.
tests_at_once ()
{
  printf '%s\n' $((2 * $(jobs)))
}

watched_tests_at_once ()
{
  printf '%s\n' $((($(jobs) * 3 + 1) / 2))
}

# configure DIRECTORY [OPTION...]
configure ()
{
  directory=$1
  shift
  if [ -f "$directory/build.ninja" ]; then
    meson configure "$directory" "$@"
  else
    rm -rf "$directory"
    meson setup "$directory" "$source" "$@"
  fi
}

demo ()
{
  if has_display; then
    install_packages build run
  else
    install_packages build run session
  fi
  leave_sudo demo

  say "Building"
  configure "$build/app" -Dtests=false
  ninja -C "$build/app" -j "$(jobs)"

  if has_display; then
    say "Opening the demo account"
    exec "$build/app/src/zone-courier" --demo
  fi

  say "No display here: walking through the demo in a virtual one"
  exec /usr/bin/python3 "$source/tests/lib/run-in-session.py" -- \
    /usr/bin/python3 "$here/demo-walk.py" "$build/app/src/zone-courier" "$build/demo"
}

# run_suites DIRECTORY [OPTION OF MESON TEST...]
# Leaves its log for the summary, which judges. A missing log tells that the tests could not be built.
run_suites ()
{
  directory=$1
  shift
  meson test -C "$directory" "$@" || true
}

# The fuzzers are libFuzzer's, so clang builds them.
configure_fuzz ()
(
  CC=clang
  export CC
  configure "$build/fuzz" -Dfuzzing=true -Db_sanitize=address,undefined -Db_lundef=false
)

run_tests ()
{
  install_packages build run session test
  leave_sudo test

  # A warning stops the build where the compiler is known, not on whatever comes after it.
  if [ -n "${CI:-}" ]; then
    werror=true
  else
    werror=false
  fi

  rm -f "$build"/test/meson-logs/testlog.json "$build"/sanitize/meson-logs/testlog.json \
    "$build"/fuzz/meson-logs/testlog.json

  say "Building and running all tests"
  if configure "$build/test" -Dwerror=$werror && ninja -C "$build/test" -j "$(jobs)"; then
    run_suites "$build/test" --num-processes "$(tests_at_once)" --timeout-multiplier 2
  fi

  say "The unit and service tests again, watched by the address and undefined behaviour sanitizers"
  # With little optimization the compiler is quicker, and leaves more of what is wrong for the sanitizers to see.
  if configure "$build/sanitize" -Dwerror=$werror -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false; then
    run_suites "$build/sanitize" --suite unit --suite service --num-processes "$(watched_tests_at_once)" \
      --timeout-multiplier 4
  fi

  say "The fuzzers, a minute each, watched by the same sanitizers"
  if configure_fuzz; then
    run_suites "$build/fuzz" --suite fuzz --num-processes "$(jobs)"
  fi

  exec /usr/bin/python3 "$source/tests/lib/summarize.py" "$build/test" "$build/sanitize" "$build/fuzz"
}

[ "$#" = 1 ] || usage
case $1 in
  demo) demo ;;
  test) run_tests ;;
  *) usage ;;
esac
