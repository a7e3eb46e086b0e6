"""Judge what we hold of well-known images by docker-library/repo-info: the packages of a tag, listed by its manager.

FOLDER holds ``repos/<name>/local/<tag>.md``. A case is a program that one of our packages brings, in one image: whether
a package with it is installed. What is built from source (Node below /usr/local) or is an applet of BusyBox no list of
packages shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import basename

from generator.awsdata.images import common
from generator.awsdata.packages import brought
from generator.images.contents import ImageFacts
from generator.images.knowledge import image
from generator.logic import Truth
from tests.judges.compared import Compared, compare, not_applicable

_APK = re.compile(r"^### `apk` package: `([^`]+)`$", re.MULTILINE)
_DPKG = re.compile(r"^- `([^`:=]+)(?::[a-z0-9]+)?=[^`]+`$", re.MULTILINE)
_OTHERWISE = "built from source or of BusyBox, which no list of packages shows"


def judge(folder: Path) -> Iterator[Compared]:
    """Ask of each tag for the programs that health checks commonly run."""
    for path in sorted(folder.rglob("repos/*/local/*.md")):
        text = path.read_text()
        installed = {*_APK.findall(text), *_DPKG.findall(text)}
        reference = f"{path.parent.parent.name}:{path.stem}"
        facts = image(reference)
        packaged = {basename(program) for package in installed for program in brought(package)}
        for program in (*common(), "bash", "openssl", "perl", "git"):
            yield _case(f"{reference} {program}", program, program in packaged, facts, "busybox" in installed)


def _case(name: str, program: str, packaged: bool, facts: ImageFacts, busybox: bool) -> Compared:
    ours = facts.program(program)
    if not packaged and ours.verdict is Truth.YES:
        elsewhere = [path for path in ours.paths if path.startswith("/usr/local/")]
        if elsewhere or (busybox and program in ("wget", "nc")):
            return not_applicable(name, _OTHERWISE)
    known = {Truth.YES: True, Truth.NO: False}.get(ours.verdict)
    return compare(name, packaged, known, ours.because)
