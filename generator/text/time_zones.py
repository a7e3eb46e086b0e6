"""Names of time zones, as the database of IANA has them on the machine that asks."""

from __future__ import annotations

from zoneinfo import available_timezones


def may_be_a_zone(name: str) -> bool:
    """Whether a time zone is known; what may be an older name is let be where the system has none of those.

    Debian and others keep names such as US/Eastern and Asia/Calcutta in a package of their own. Source: IANA time zone
    database, backward; from memory, 2026-11.
    """
    known = available_timezones()
    area, slash, _ = name.partition("/")
    older = area in ("Brazil", "Canada", "Chile", "Mexico", "US", "SystemV") if slash else len(name) < 11
    whole = {"US/Eastern", "Asia/Calcutta"} <= known
    return not known or name in known or (not whole and (older or any(each.startswith(f"{area}/") for each in known)))
