"""What Python has on some systems only is nowhere imported where a module is, and nowhere taken for granted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = {"crypt", "curses", "fcntl", "grp", "nis", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
NAMES = {
    "os": {"fork", "forkpty", "geteuid", "getgid", "getuid", "killpg", "mkfifo", "setsid", "uname", "wait4"},
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm", "pause"},
}


def not_everywhere(source: str) -> Iterator[str]:
    """What a module imports or names that is not there on Windows, unless it has asked for the system before."""
    tree = ast.parse(source)
    asked = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "sys.platform" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in asked:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module in MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Attribute) and node.attr in NAMES.get(ast.unparse(node.value), ()):
            yield ast.unparse(node)


def test_nothing_is_used_that_windows_has_not() -> None:
    files = [path for folder in ("generator", "scripts", "templates") for path in (ROOT / folder).rglob("*.py")]
    found = {str(path.relative_to(ROOT)): list(not_everywhere(path.read_text(encoding="utf-8"))) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_what_windows_has_not_is_seen() -> None:
    planted = "import os, signal\ndef f():\n    import fcntl\n    os.fork()\n    signal.signal(signal.SIGHUP, None)\n"
    assert set(not_everywhere(planted)) == {"fcntl", "os.fork", "signal.SIGHUP"}
    assert list(not_everywhere("import sys\nif sys.platform == 'win32':\n    pass\nelse:\n    import fcntl\n")) == []
