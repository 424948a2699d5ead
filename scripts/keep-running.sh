#!/bin/sh
# keep-running.sh COMMAND [WORD...]: runs a program and starts it again whenever it fails, after 1 s, 2 s, 4 s and so on up to 5 minutes; one that had run for
# ten minutes is started again after 1 s. Ends when the program ends cleanly, and ends it cleanly when it is itself asked to end.
# Stands in for systemd at login (docs/decisions/0011-launcher.md); a shell, because it stays for as long as the session lasts.
child=
waiting=
trap 'trap "" TERM HUP INT; [ -n "$waiting" ] && kill "$waiting" 2>/dev/null; if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; wait "$child"; fi; exit 0' TERM HUP INT

pause=1
while :; do
  began=$(date +%s)
  "$@" </dev/null &
  child=$!
  wait "$child"
  code=$?
  child=
  # 2: wrong usage, which stays wrong.
  if [ "$code" -eq 0 ] || [ "$code" -eq 2 ]; then exit "$code"; fi
  if [ $(($(date +%s) - began)) -ge 600 ]; then pause=1; fi
  sleep "$pause" &
  waiting=$!
  wait "$waiting"
  waiting=
  pause=$((pause * 2))
  if [ "$pause" -gt 300 ]; then pause=300; fi
done
