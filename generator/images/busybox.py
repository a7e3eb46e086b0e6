"""What BusyBox's programs refuse that their GNU namesakes take."""

from __future__ import annotations

# Long options of GNU wget 1.24 (its manual) that networking/wget.c of BusyBox does not list (371fe9f71, 2024-07-14, and
# no release before it). BusyBox answers "unrecognized option" and exits 1. Those that it takes and ignores (--tries,
# --no-verbose, --no-cache, ... since 92e1b082, 2015-10-20) are not here.
_REFUSED = (
    "--auth-no-challenge", "--body-data", "--ca-certificate", "--certificate", "--connect-timeout",
    "--content-on-error", "--dns-timeout", "--http-password", "--http-user", "--inet4-only", "--inet6-only",
    "--load-cookies", "--max-redirect", "--method", "--password", "--private-key", "--read-timeout",
    "--retry-connrefused", "--save-headers", "--user", "--wait", "--waitretry",
)  # fmt: skip


def refused(arguments: tuple[str | None, ...]) -> str:
    """Name the first argument that makes BusyBox wget give up at once; empty when there is none."""
    for argument in arguments:
        if argument == "--":
            return ""
        option = (argument or "").partition("=")[0]
        if option in _REFUSED:
            return option
    return ""
