"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, as no root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

USERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""


@cache
def why_not() -> str:
    """Why no server can be started; empty where one can."""
    if _folder() is None:
        return "PostgreSQL is not installed (no initdb in /usr/lib/postgresql/*/bin or on the PATH)"
    try:
        import psycopg  # noqa: F401
    except ModuleNotFoundError:
        return "psycopg is not installed"
    if os.name != "posix":
        return "a server on a Unix socket needs a POSIX system"
    if os.geteuid() == 0 and (_user() is None or not (shutil.which("setpriv") or shutil.which("su"))):
        return "running as root, and there is no other user to run PostgreSQL as"
    return ""


def _folder() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _user() -> pwd.struct_passwd | None:
    for name in USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def as_user(*command: str) -> list[str]:
    """The command, run as another user where this is root."""
    user = _user()
    if os.geteuid() != 0 or user is None:
        return list(command)
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
    return ["su", "-s", "/bin/sh", user.pw_name, "-c", subprocess.list2cmdline(command)]


@contextmanager
def postgres_server() -> Iterator[str]:
    """Address of a server without its database name: add one; ``postgres`` exists."""
    binaries = _folder()
    assert binaries is not None, why_not()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _user()
    if os.geteuid() == 0 and user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, ctl = folder / "data", str(binaries / "pg_ctl")
    run = {
        "check": True,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": folder,
        "timeout": 60,
    }
    try:
        init = (str(binaries / "initdb"), "-D", str(data), "-U", "tests", "-A", "trust", "-N", "-E", "UTF8")
        subprocess.run(as_user(*init, "--locale=C"), **run)
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=40"
        start = (ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        subprocess.run(as_user(*start), **run)
        try:
            yield f"postgresql://tests@/{{}}?host={folder}"
        finally:
            subprocess.run(as_user(ctl, "-D", str(data), "-m", "immediate", "-w", "stop"), **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
