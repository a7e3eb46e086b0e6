"""Commands that are for a shell, and no shell reads; servers that go to the background; scripts that no shell reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.commands import SHELLS, Told, told
from generator.ecs.containers.dependencies import essential
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, Truth, unknown

_OF_CHECKS = ("CMD", "CMD-SHELL", "NONE")
_BUILTIN = ("source", ".", "export", "set", "eval", "exec", "unset", "alias", "shift", "trap", "cd")
_SIGNS = ("&&", "||", "|", ">", ">>", "<", "2>&1", "&", ";")
_VARIABLE = re.compile(r"\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})")
_READS_SIGNS = ("find", "xargs", "[", "test", "expr", "awk", "jq")
_OPTIONS = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "NODE_OPTIONS")

_LEAVES = (
    (r"nginx", r"(?!.*daemon off)(?!(.* )?-[tTvVhq]\b).*"),
    (r"apachectl|apache2ctl|httpd|apache2", r"(?!.*FOREGROUND)(?!(.* )?-[XtvVlLSM]\b)(?!(.* )?-[vi]*f[vi]*( -|$)).*"),
    (r"service", r"\S+ (start|restart)"),
    (r"systemctl", r"(start|restart|enable)\b.*"),
    (r"pm2", r"(?!.*--(no-daemon|attach))(start|restart|reload)\b.*"),
    (r"gunicorn", r".*(--daemon\b|(^| )-D( |$)).*"),
    (r"php-fpm[\d.]*", r".*((^| )-D( |$)|--daemonize).*"),
    (r"redis-server|valkey-server", r".*--daemonize yes.*"),
    (r"mongod", r".*--fork.*"),
    (r"uwsgi", r".*--daemonize.*"),
    (r"memcached", r"(.* )?-d( .*)?"),
    (r"celery", r".*(\bmulti (start|restart)\b|--detach).*"),
    (r"crond?", r"(?!(.* )?-[bilmpsS]*[fnxd])(?!(.* )?--foreground\b).*"),
    (r"sshd", r"(?!(.* )?-[46eiq]*[DdtTGV]).*"),
    (r"dnsmasq", r"(?!.*(-k|-d|--keep-in-foreground|--no-daemon)\b).*"),
    (r"squid", r"(?!.*(-N\w*|--foreground)\b)(?!(.* )?-z\b).*"),
    (r"catalina\.sh", r"start\b.*"),
    (r".*(tomcat|catalina).*/startup\.sh", r".*"),
)
"""Programs, and the options with which they go to the background, or without which they do, as a daemon does.

Sources: nginx.org, "daemon" (on by default); the manuals of apachectl (start), pm2 (pm2-runtime for containers),
gunicorn, php-fpm, redis.conf, mongod, uWSGI, memcached, celery multi, crond of BusyBox and of cronie, cron of Debian,
sshd, dnsmasq, squid and Tomcat (catalina.sh run; many programs have a startup.sh of their own, which is let be); from
memory, 2026-11. What stays though it looks alike, as public Dockerfiles run it (sshd -De, httpd -X, pm2 start
--attach, crond -f -d 8, and BusyBox's httpd -f, whose -f takes no file); excerpts, read 2026-11.
"""


def told_to_run(task: Task) -> Iterator[Answer]:
    """Say which command does not run as it is meant to, or leaves nothing that stays.

    Sources: ECS API Reference, ContainerDefinition, command and entryPoint (words, as of exec: no shell reads them);
    POSIX.1-2024, XCU 2; java, "JDK_JAVA_OPTIONS", and nodejs.org, NODE_OPTIONS (options begin with -); from memory,
    2026-11.
    """
    for container in task.containers:
        words = told(container)
        if words is None:
            continue
        yield from _misread(container, words)
        stays = task.service is not None and essential(container) is Truth.YES
        if stays and (ended := _ends(words)):
            yield unknown(f"{container.name} is told to run {ended[:80]}, and its task ends")
    for variable in all_variables(task):
        text = (variable.text or "").strip()
        if variable.name in _OPTIONS and text and text[0] not in "-@$\"'{" and "\ue000" not in text:
            yield unknown(f"{variable.name} of {variable.container.name} is {text[:40]}, and options begin with -")


def _misread(container: Container, words: Told) -> Iterator[Answer]:
    for key, said in (("EntryPoint", words.entry), ("Command", words.command)):
        if said[:1] == ("",):
            yield unknown(f"{key} of {container.name} begins with an empty word, which names no program")
    first = words.words[0] if words.words else ""
    if first in _OF_CHECKS:
        yield unknown(f"{container.name} is told to run {first}, which is a word of health checks and no program")
    if words.script is not None:
        if words.read is not None and words.read.broken:
            yield unknown(f"{container.name} is given a script with {words.read.broken}")
        return
    if not words.entry and first in _BUILTIN:
        yield unknown(f"{container.name} is told to run {first}, which is of shells, and no shell is known to read it")
    program = first.rpartition("/")[2]
    if program in SHELLS or program in _READS_SIGNS or len(words.words) < 2:
        return
    signs = [word for word in words.words[1:] if word in _SIGNS and not (word == ";" and "-exec" in words.words)]
    if signs:
        yield unknown(
            f"{container.name} is told {' '.join(words.words)[:80]}, and no shell is known to read {signs[0]}"
        )
    elif named := next((word for word in words.words[1:] if _VARIABLE.search(word)), None):
        yield unknown(f"{container.name} is told {named[:60]}, and no shell is known to put in what the variable is")


def _ends(words: Told) -> str:
    script = words.read
    if script is not None and script.stops_at:
        return script.stops_at
    run = script.last if script is not None else words.words
    run = run[1:] if run[:1] == ("exec",) else run
    program, rest = (run[0].rpartition("/")[2], " ".join(run[1:])) if run else ("", "")
    for name, options in _LEAVES:
        if (re.fullmatch(name, program) or re.fullmatch(name, run[0] if run else "")) and re.fullmatch(options, rest):
            return f"{' '.join(run)}, which goes to the background"
    return ""
