#!/bin/sh
# check-daily.sh COMMAND [WORD...]: runs a command a quarter of an hour from now, and then daily for as long as whoever started this script is there.
# Stands in for a systemd timer (docs/decisions/0011-launcher.md).
session=$PPID
waiting=
trap 'kill "$waiting" 2>/dev/null; exit 0' TERM HUP INT

pause=900
while :; do
  sleep "$pause" &
  waiting=$!
  wait "$waiting"
  "$@" </dev/null
  if [ "$session" -le 1 ] || ! kill -0 "$session" 2>/dev/null; then exit 0; fi
  pause=86400
done
