"""``cost --refresh``: prices from AWS's public price list, kept beside what else is kept for this person."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from generator.cost.book import default_folder
from generator.errors import InputError, Problem
from generator.hints import require


def refresh(region: str, say: Callable[[str], None], folder: Path | None = None) -> Path:
    """Look up the prices of a Region and keep them; gives the file.

    Raises InputError when botocore is missing, when AWS cannot be reached, when nothing is found and when the file
    cannot be written. What was kept before stays in each of these cases.
    """
    require("cost --refresh", "deploy", ("botocore",))
    from generator.aws.calls import UnreachableError
    from generator.aws.prices import SITE, look_up

    try:
        found = look_up(region, say)
    except UnreachableError as error:
        raise InputError([Problem((), str(error), hint="try again, or leave --refresh out")]) from None
    if not found.prices:
        hint = "is there such a Region? Without --refresh, older prices are taken"
        raise InputError([Problem((), "AWS's price list holds no price that is looked for", region, hint=hint)])
    target = (folder or default_folder()) / f"{region}.json"
    published = f"{found.published[0]} to {found.published[-1]}" if found.published else "without a date"
    source = f"AWS's public price list ({SITE}), published {published}"
    content = {"region": region, "date": f"{datetime.now(UTC):%Y-%m-%d}", "source": source, "prices": found.prices}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}")
        half.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        half.replace(target)
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(target))]) from None
    say(f"{len(found.prices)} prices of {region} are kept in {target}")
    if found.missing:
        say(f"not found, or with more than one price: {', '.join(found.missing)}")
    return target
