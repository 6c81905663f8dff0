#!/bin/sh
# Runs nvcc, given with all its arguments. What ptxas says of each kernel's registers and memory goes into OBJECT.ptxas,
# for `seven kernels`; the user sees the rest.
object=
before=
for word; do
  [ "$before" != -o ] || object=$word
  before=$word
done
[ -n "$object" ] || exec "$@"
code=0
"$@" 2>"$object.ptxas" || code=$?
grep -v -e '^ptxas info ' -e '^ *[0-9][0-9]* bytes stack frame' "$object.ptxas" >&2
exit "$code"
