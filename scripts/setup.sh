#!/bin/sh
# Installs what a Debian 12 machine lacks for building and testing Anslag.
# Does nothing where all is there; says plainly what to install where it may not.
set -eu

packages="gcc make flex bison pkg-config libsqlite3-dev libutf8proc-dev libssl-dev libedit-dev libcmocka-dev gettext sqlite3"
missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Anslag needs these packages (Debian's names), and there is no apt-get here:$missing" >&2
  echo "Install them with your system's package manager, then try again." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then as_root="sudo"
else
  echo "Anslag needs packages that only an administrator can install:" >&2
  echo "    apt-get install$missing" >&2
  echo "Have them installed, then try again." >&2
  exit 1
fi

echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
