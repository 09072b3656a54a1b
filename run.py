#!/usr/bin/env python3
"""Sets the project up in .venv and runs one task: demo, test, or any endgate verb. Needs Python 3.11 or newer."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "endgate-stamp.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
DESK = {"serve", "user", "token", "db", "audit"}
USAGE = "usage: python3 run.py demo | test [pytest arguments] | VERB [arguments]   (verbs: python3 run.py --help)"


def fail(message):
    sys.exit(f"run.py: {message}")


def require_python():
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        fail(f"Python 3.11 or newer is needed, this is {found}. Remedy: python3.12 run.py demo, or the one you have")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        fail(
            "this Python cannot make a virtual environment. On Debian or Ubuntu: "
            f"apt install python3-venv (or python{sys.version_info[0]}.{sys.version_info[1]}-venv)"
        )


def wanted(level):
    """What .venv must hold for this level: a digest over the pins, the project file and the interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "requirements/run.txt", f"requirements/{level}.txt"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def stamp():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def pip(*arguments):
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q", *arguments]
    if subprocess.run(command, cwd=HERE).returncode != 0:
        fail("the packages could not be installed (see above). Remedy: check the network, then run the same again")


def set_up(level):
    """Bring .venv to ``run`` (what endgate needs), ``desk`` (its web desk too) or ``dev`` (its tests too)."""
    done = stamp()
    if done.get(level) == wanted(level) and PYTHON.exists():
        return
    require_python()
    print(f"setting up .venv ({level}) ...", file=sys.stderr)
    if not PYTHON.exists() or done.get("python", sys.version) != sys.version:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
        done = {}
    done["python"] = sys.version
    pip("--require-hashes", "--only-binary", ":all:", "-r", f"requirements/{level}.txt")
    pip("--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    # Byte code is written now, also where the environment forbids it later: a start then takes half the time.
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", "src"], cwd=HERE, check=False)
    done[level] = wanted(level)
    STAMP.write_text(json.dumps(done, indent=1))


def run(command):
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


def main():
    if len(sys.argv) < 2:
        sys.exit(USAGE)
    task, arguments = sys.argv[1], sys.argv[2:]
    if task == "test":
        set_up("dev")
        os.chdir(HERE)
        run([str(PYTHON), "-m", "pytest", *arguments])
    set_up("desk" if task in DESK else "run")
    if task == "serve" and not arguments:
        arguments = ["--demo"]
    run([str(PYTHON), "-m", "endgate", task, *arguments])


if __name__ == "__main__":
    main()
