"""Run a command and print the CPU seconds it and its children took, and its peak memory in MiB.

A process of its own, and a small one: a child's peak counts what its parent had when it was started.
"""

from __future__ import annotations

import os
import subprocess
import sys

child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
if status:
    sys.exit(f"{sys.argv[1:]}: {os.waitstatus_to_exitcode(status)}")
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
