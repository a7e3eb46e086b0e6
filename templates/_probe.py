"""The command of a container's health check: a program of the image asks the task itself, without a shell (lesson 8).

It exits 0 when the path answers 200 in time, and with something else otherwise: for an error, for a redirect (whoever
answers elsewhere says nothing about this path; wget alone follows it, for BusyBox's cannot be told not to), for a
connection that is refused, and for one on which nothing, or never everything, arrives. Each program gives up a second
before ECS would end it, asks once, and asks the task itself whatever proxy its variables name.
tests/config/test_probes.py runs all of them against such servers.
"""

from __future__ import annotations

from collections.abc import Callable

_HOST = "127.0.0.1"


def probe_command(program: str, port: int | None, path: str, timeout: int) -> list[str]:
    """The command by which a program asks for a path, to be done within a timeout in seconds."""
    return _PROGRAMS[program](f"{_HOST}:{port}", path, max(1, timeout - 1))


def _node(authority: str, path: str, limit: int) -> list[str]:
    # The timeout of a request begins anew with every byte; this one does not.
    give_up = f"setTimeout(()=>process.exit(1),{limit * 1000})"
    # Without an agent of its own, newer ones ask a proxy where NODE_USE_ENV_PROXY is set.
    ask = f"require('http').get('http://{authority}{path}',{{agent:false}},r=>process.exit(r.statusCode===200?0:1))"
    return ["CMD", "node", "-e", f"{give_up};{ask}.on('error',()=>process.exit(1))"]


def _python(authority: str, path: str, limit: int) -> list[str]:
    # http.client takes neither proxies nor redirects; the alarm ends the process, whatever it waits for.
    ask = f"c=h.HTTPConnection('{authority}');c.request('GET','{path}');exit(c.getresponse().status!=200)"
    return ["CMD", "python3", "-c", f"import http.client as h,signal as s;s.alarm({limit});{ask}"]


def _wget(authority: str, path: str, limit: int) -> list[str]:
    # `timeout` is there wherever wget is: in coreutils, and in BusyBox. wget's own -T begins anew with every byte, GNU
    # wget tries 20 times, and Debian's BusyBox ends in a segmentation fault at it (1.35, tried on 2026-11-29). BusyBox
    # takes -t, and tries once in any case.
    words = ["timeout", str(limit), "wget", "-q", "-Y", "off", "-t", "1", "-O", "/dev/null"]
    return ["CMD", *words, f"http://{authority}{path}"]


def _curl(authority: str, path: str, limit: int) -> list[str]:
    # -f lets redirects pass for a success; following none of them is an error (47).
    words = ["curl", "-fsSL", "--max-redirs", "0", "--noproxy", "*", "-m", str(limit), "-o", "/dev/null"]
    return ["CMD", *words, f"http://{authority}{path}"]


_PROGRAMS: dict[str, Callable[[str, str, int], list[str]]] = {
    "node": _node,
    "python": _python,
    "wget": _wget,
    "curl": _curl,
}
