#!/bin/sh
# step.sh LABEL COMMAND [ARG ...]
# Run COMMAND; say what it is for, that it is still at work (a dot every two seconds) and how
# long it took. The exit status is COMMAND's.
label=$1
shift
started=$(date +%s)
printf '==> %s\n' "$label"
(while sleep 2; do printf '.'; done) >&2 2>/dev/null &
ticker=$!
trap 'kill $ticker 2>/dev/null' EXIT
trap 'exit 130' INT TERM
"$@"
status=$?
if [ $status -eq 0 ]; then word=完成; else word=没有完成; fi
printf '\n    %s：%s，用时 %s 秒\n' "$label" "$word" "$(($(date +%s) - started))"
exit $status
