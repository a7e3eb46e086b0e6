"""What BusyBox's programs refuse that their GNU namesakes take."""

from __future__ import annotations

from generator.awsdata.commands import busybox_wget_refuses


def refused_option(arguments: tuple[str | None, ...]) -> str:
    """Name the first argument that makes BusyBox wget give up at once; empty when there is none."""
    for argument in arguments:
        if argument == "--":
            return ""
        option = (argument or "").partition("=")[0]
        if option in busybox_wget_refuses():
            return option
    return ""
