#!/bin/sh
# step.sh [-q] LABEL COMMAND [ARG ...]
# Run COMMAND; say what it is for, that it is still at work (a dot every two seconds) and how
# long it took. With -q what COMMAND says is kept back, and shown where it fails. The exit status
# is COMMAND's.
kept=
if [ "$1" = -q ]; then
	kept=$(mktemp) || exit 1
	shift
fi
label=$1
shift
started=$(date +%s)
printf '==> %s\n' "$label"
(while sleep 2; do printf '.'; done) >&2 2>/dev/null &
ticker=$!
trap 'kill $ticker 2>/dev/null; rm -f "$kept"' EXIT
trap 'exit 130' INT TERM
if [ -n "$kept" ]; then "$@" >"$kept" 2>&1; else "$@"; fi
status=$?
if [ $status -eq 0 ]; then word=完成; else word=没有完成; fi
[ $status -eq 0 ] || [ -z "$kept" ] || { echo; cat "$kept"; } >&2
printf '\n    %s：%s，用时 %s 秒\n' "$label" "$word" "$(($(date +%s) - started))"
exit $status
