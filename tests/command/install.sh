#!/bin/sh
# make install, a program of a host built with pkg-config against it, make uninstall.
#   tests/command/install.sh ANSLAG
set -u
build=$(dirname "$1"); root=$(cd "$(dirname "$0")/../.." && pwd)
[ -f "$build/libanslag.so.0" ] || { echo "FAIL there is no library"; exit 1; }
if nm "$1" 2>/dev/null | grep -q __asan; then echo "ok skipped: a host without sanitizers cannot link this variant"; exit 0; fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; sed 's/^/    /' "$work/out" | head; fi; }

make -s -C "$root" BUILD="$build" prefix="$work/prefix" install > "$work/out" 2>&1; verdict $? "make install"
strange=$(nm -D --defined-only "$build/libanslag.so.0" | awk '{ print $3 }' | grep -v '^anslag_')
[ -z "$strange" ]; verdict $? "the library shows only its public functions"

cat > "$work/host.c" <<'END'
#include <anslag.h>
#include <stdio.h>
static bool print(void *context, const char *bytes, size_t length) {
  return fwrite(bytes, 1, length, context) == length;
}
int main(void) {
  AnslagOptions options = anslag_options();
  options.results = options.messages = print;
  options.results_context = stdout;
  options.messages_context = stderr;
  AnslagSession *session = anslag_open(&options);
  int code = anslag_help(session, "frames");
  anslag_close(session);
  return code;
}
END
flags=$(PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" pkg-config --cflags --libs anslag)
cc -std=c11 -Wall -Wextra -Wpedantic -Werror -o "$work/host" "$work/host.c" $flags > "$work/out" 2>&1; verdict $? "a host builds with pkg-config"
LD_LIBRARY_PATH="$work/prefix/lib" "$work/host" 2>&1 | grep -q 'frame'; verdict $? "the host's program runs"
"$work/prefix/bin/anslag" --version | grep -q '^anslag '; verdict $? "the installed program runs"
mkdir "$work/away" && (cd "$work/away" && "$work/prefix/bin/anslag" init p && "$work/prefix/bin/anslag" check p) > "$work/out" 2>&1
verdict $? "the installed program has its library inside"
if command -v mandoc > /dev/null; then mandoc -T lint -W error "$work/prefix/share/man/man1/anslag.1" > "$work/out" 2>&1; verdict $? "the man page is sound"; fi
bash -n "$work/prefix/share/bash-completion/completions/anslag" > "$work/out" 2>&1; verdict $? "the completion is sound"

make -s -C "$root" BUILD="$build" prefix="$work/prefix" uninstall > "$work/out" 2>&1
left=$(find "$work/prefix" ! -type d)
[ -z "$left" ]; verdict $? "make uninstall leaves no file"
