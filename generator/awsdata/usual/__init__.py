"""What templates usually set: types of resources, their properties, and what these usually are.

One file a service, named as in the type: ``ec2.yaml`` for ``AWS::EC2::Subnet``. ``python -m tests.usual`` writes them
from a folder of public templates. What is usual was taken by AWS many times, and is no reason for doubt by itself;
what is not, and what nothing here looks at, makes the row ``start`` unknown. A property that is seldom set and well
known gets its line in ``creation.yaml``, with what its service takes, and so is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.awsdata.edge import service_of
from generator.awsdata.load import HOME, Fact, Table

PLAIN = re.compile(r"[A-Za-z0-9_.,:/@+=*#{}-]{0,80}")
"""A name, an id, an ARN, a path, an address: no spaces, and no other signs."""
NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d+)?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Usual(Fact):
    """What of one type is in usual use; its name is the type.

    Properties are written as their way from the resource, without the places in lists: ``Rules.Priority``.
    """

    anything: tuple[str, ...] = ()
    """Properties in usual use, whatever they say."""
    plain: tuple[str, ...] = ()
    """Those that usually are a name, an id, or another text that fits ``PLAIN``."""
    numbers: Mapping[str, list[float]] = field(default_factory=dict)
    """Those that are a number: the least and the most that is usual."""
    words: Mapping[str, list[str]] = field(default_factory=dict)
    """Those that are one of some words: which are usual."""

    def is_usual(self, way: str, text: str | None) -> bool | None:
        """Tell whether a property is usually set to such a text; None where it is not on record.

        ``text`` is None for what is not written out, which is taken as usual.
        """
        if way in self.words:
            return text is None or text in self.words[way] or text.lower() in self.words[way]
        if way in self.numbers:
            least, most = self.numbers[way]
            return text is None or (bool(NUMBER.fullmatch(text)) and least <= float(text) <= most)
        if way in self.plain:
            return text is None or bool(PLAIN.fullmatch(text))
        return True if way in self.anything else None


TABLES: tuple[Table[Usual], ...] = tuple(
    Table(f"usual/{path.name}", "types", Usual) for path in sorted((HOME / "usual").glob("*.yaml"))
)
_BY_SERVICE = {table.file.removeprefix("usual/").removesuffix(".yaml"): table for table in TABLES}


def usual(kind: str) -> Usual | None:
    """What of a type is in usual use; None for a type that hardly any template has."""
    table = _BY_SERVICE.get(service_of(kind))
    return table.entries.get(kind) if table else None
