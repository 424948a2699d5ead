"""Runs one command and writes what the operating system accounted for it and all its descendants (wait4) as JSON.

Usage: measure.py RESULT-FILE COMMAND [ARGUMENT...]
Time is from just before the start to the end. Peak memory is the largest resident set of any one process in the tree.
"""
import json
import os
import sys
import time

result_file, *command = sys.argv[1:]
begin = time.monotonic()
pid = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(pid, 0)
seconds = time.monotonic() - begin
with open(result_file, "w", encoding="utf-8") as result:
    json.dump(
        {
            "seconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakBytes": usage.ru_maxrss * 1024,
            "exitCode": os.waitstatus_to_exitcode(status),
        },
        result,
    )
