#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs Debian packages without starting or enabling a service that was not there before.
#
# usage (as root): sh install.sh PACKAGE...
#
# Some of the packages are name servers. Debian starts a server the moment it is installed and again
# at every boot; this project only wants their programs. So, while apt works, a temporary
# /usr/sbin/policy-rc.d forbids the start of new services, and afterwards those of the new name
# servers are disabled. A policy-rc.d of the machine's own, and services that were there before,
# are left exactly as they are.
set -eu

PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
DEBIAN_FRONTEND=noninteractive
APT_LISTCHANGES_FRONTEND=none
NEEDRESTART_SUSPEND=1
export PATH LC_ALL DEBIAN_FRONTEND APT_LISTCHANGES_FRONTEND NEEDRESTART_SUSPEND
umask 022

name_servers="bind9 knot nsd pdns-server"
policy=/usr/sbin/policy-rc.d
policy_mark="# Temporary, of zone-courier's installation, process"
policy_is_ours=no
new_name_servers=

die ()
{
  printf '%s\n' "install.sh: $*" >&2
  exit 1
}

is_installed ()
{
  case $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) in
    installed|triggers-awaited|triggers-pending) return 0 ;;
    *) return 1 ;;
  esac
}

# Forbids the start of services that this machine does not have yet; the others are restarted by
# their packages as ever. What the machine's owner put there is never replaced.
put_policy ()
{
  if [ -f "$policy" ] && grep -q "^$policy_mark" "$policy"; then
    other=$(sed -n "s/^$policy_mark //p" "$policy")
    if kill -0 "$other" 2>/dev/null; then
      die "another installation (process $other) is under way; try again when it has ended"
    fi
    # Its maker was killed before it could clean up.
    rm -f "$policy"
  fi

  if [ -e "$policy" ] || [ -L "$policy" ]; then
    return 0
  fi

  # With "noclobber" the shell creates the file or fails, so nothing is ever overwritten.
  if ! (set -C; printf '#!/bin/sh\n' > "$policy") 2>/dev/null; then
    die "cannot create $policy"
  fi
  policy_is_ours=yes
  {
    printf '%s %s\n' "$policy_mark" "$$"
    cat <<'POLICY'
while [ "${1#-}" != "$1" ]; do shift; done
name=${1%.service}
case $name in
  *@*) name=${name%%@*}@ ;;
esac
grep -qxF -e "$name" <<'KNOWN' || exit 101
POLICY
    for unit in /etc/init.d/* /lib/systemd/system/* /etc/systemd/system/*; do
      [ -f "$unit" ] || continue
      unit=${unit##*/}
      printf '%s\n' "${unit%.service}"
    done
    printf 'KNOWN\nexit 0\n'
  } >> "$policy"
  chmod 755 "$policy"
}

# Stops a service that a policy-rc.d of the machine's own allowed to start.
stop_service ()
{
  if [ -d /run/systemd/system ]; then
    systemctl --quiet stop "$1.service" || true
  elif [ -x "/etc/init.d/$1" ]; then
    "/etc/init.d/$1" stop >/dev/null 2>&1 || true
  fi
}

disable_new_name_servers ()
{
  for package in $new_name_servers; do
    files=$(dpkg -L "$package" 2>/dev/null) || continue
    services=$(printf '%s\n' "$files" |
      sed -n -e 's,^/etc/init.d/\(.*\),\1,p' -e 's,^\(/usr\)\{0\,1\}/lib/systemd/system/\(.*\)\.service$,\2,p' |
      sort -u)
    for service in $services; do
      case $service in
        *@) continue ;;
      esac
      if [ "$policy_is_ours" = no ]; then
        stop_service "$service"
      fi
      # Both ways of starting at boot: systemd's links, which packages make even where there is no
      # systemctl to remove them, and those of System V runlevels.
      find /etc/systemd/system -type l -lname "*/systemd/system/$service.service" -delete 2>/dev/null || true
      if [ -x "/etc/init.d/$service" ]; then
        update-rc.d "$service" disable >/dev/null 2>&1 || true
      fi
    done
  done
  if [ -n "$new_name_servers" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
  fi
}

# Runs on every way out, so an installation that breaks off half-way leaves no service behind either.
clean_up ()
{
  status=$?
  trap '' HUP INT TERM
  set +e
  disable_new_name_servers
  if [ "$policy_is_ours" = yes ]; then
    rm -f "$policy"
  fi
  exit "$status"
}

[ "$(id -u)" = 0 ] || die "must be run as root"
[ "$#" -gt 0 ] || die "no packages named"

for package in $name_servers; do
  is_installed "$package" || new_name_servers="$new_name_servers $package"
done

trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

updated=yes
apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o APT::Update::Error-Mode=any update || updated=no

# A source of packages that has nothing to do with us may be broken; what counts is whether apt
# knows the packages.
known=$(apt-cache policy "$@" | awk '/^[^ ]/ { name = $1; sub (/:$/, "", name) }
                                     /^  Candidate:/ && $2 != "(none)" { print name }')
unknown=
for package in "$@"; do
  printf '%s\n' "$known" | grep -qxF "$package" || unknown="$unknown $package"
done
if [ -n "$unknown" ]; then
  if [ "$updated" = no ]; then
    die "apt could not fetch its package lists (see above) and does not know:$unknown.
Check the network, any proxy, and /etc/apt/sources.list."
  fi
  die "apt does not offer these packages:$unknown.
They are in the section \"main\" of Debian 12; check /etc/apt/sources.list."
fi

put_policy

# --no-remove: rather stop than take something away from this machine.
if ! apt-get -q -y --no-install-recommends --no-remove \
     -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
     -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
     install "$@"; then
  die "apt could not install the packages (see above). If it could not download them, check the
network; if dpkg was interrupted earlier, \"dpkg --configure -a\" finishes that."
fi
