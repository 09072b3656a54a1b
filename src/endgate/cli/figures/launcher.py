"""Runs one command and prints its wall time, CPU time and peak memory. Started as a file of its own, with no imports.

A child's peak memory counts that of its parent at the moment of the fork, so the parent must be a small process.
"""

import json
import os
import subprocess
import sys
import time

_KILOBYTES_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1
_LAST_WORDS = 2000


def run(command: list[str]) -> dict[str, float | int | str]:
    """Run to its end; CPU time is user and system time of the whole process tree, memory its peak in MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    with child.stderr:
        said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "code": child.returncode,
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss_mb": usage.ru_maxrss * _KILOBYTES_PER_UNIT / 1024,
        "said": said.decode(errors="replace")[-_LAST_WORDS:],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1:])))
