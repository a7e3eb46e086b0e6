"""What a property of a template can be once everything that is known has been put in.

Two values are equal when they must be the same thing after deployment: the path a value came by (``via``)
takes no part, and an unknown equals itself wherever it is met.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Origin = str
"""How a parameter got its value: ``given``, ``default``, ``assumed`` (by a scenario), or empty."""


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a value's way: the name that was followed, and where it is written (from 1; 0 if not known)."""

    file: str
    what: str
    line: int = 0
    column: int = 0
    origin: Origin = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" + (f" ({self.origin})" if self.origin else "")


Via = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number or boolean, as the text that CloudFormation makes of it: ``443``, ``true``."""

    text: str
    via: Via = field(default=(), compare=False, repr=False)

    @property
    def integer(self) -> int | None:
        """The number this is, or None."""
        digits = self.text.strip().removeprefix("-")
        return int(self.text) if digits.isascii() and digits.isdigit() and len(digits) < 20 else None

    @property
    def boolean(self) -> bool | None:
        """True for ``true`` in any case, False for ``false``, None for anything else."""
        return {"true": True, "false": False}.get(self.text.strip().lower())

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute that a resource of the graph will have: ``Ref`` for its id, else as ``Fn::GetAtt`` names it."""

    resource: str
    attribute: str = "Ref"
    via: Via = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return "${" + self.resource + ("" if self.attribute == "Ref" else f".{self.attribute}") + "}"


@dataclass(frozen=True, slots=True)
class Pseudo:
    """A pseudo parameter. ``stack`` is the address for those that each stack has its own of, such as AWS::StackName."""

    name: str
    stack: str = ""
    via: Via = field(default=(), compare=False, repr=False)

    @property
    def identity(self) -> str:
        """The name under which a scenario may assume a value."""
        return f"{self.name} of {self.stack}" if self.stack else self.name

    def __str__(self) -> str:
        return "${" + self.name + "}"


@dataclass(frozen=True, slots=True)
class Text:
    """Texts put together: literals with something that is not a literal between them. Never a single part."""

    parts: tuple[Value, ...]
    via: Via = field(default=(), compare=False, repr=False)
    size: int = field(default=1, compare=False, repr=False)
    depth: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. Items that are AWS::NoValue are gone."""

    items: tuple[Value, ...]
    via: Via = field(default=(), compare=False, repr=False)
    size: int = field(default=1, compare=False, repr=False)
    depth: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return f"[{', '.join(map(str, self.items))}]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping. ``rest`` is set when a macro may add further keys."""

    entries: tuple[tuple[str, Value], ...]
    rest: Unknown | None = None
    via: Via = field(default=(), compare=False, repr=False)
    size: int = field(default=1, compare=False, repr=False)
    depth: int = field(default=1, compare=False, repr=False)

    def get(self, key: str) -> Value:
        """The value of a key: Absent when there is none, Unknown when there may be one."""
        for name, value in self.entries:
            if name == key:
                return value
        return self.rest or Absent()

    def __str__(self) -> str:
        return f"{{{', '.join(f'{key}: {value}' for key, value in self.entries)}}}"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of values that only AWS can compute, such as ``GetAZs``: equal where its arguments are."""

    function: str
    arguments: tuple[Value, ...]
    via: Via = field(default=(), compare=False, repr=False)
    size: int = field(default=1, compare=False, repr=False)
    depth: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.function}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True, slots=True)
class Choice:
    """``Fn::If`` under a condition that is not decided; a scenario decides it."""

    condition: str
    yes: Value
    no: Value
    via: Via = field(default=(), compare=False, repr=False)
    size: int = field(default=1, compare=False, repr=False)
    depth: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return f"If({self.condition}, {self.yes}, {self.no})"


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing: the property is not set, or is AWS::NoValue."""

    via: Via = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return "nothing"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something these templates do not tell.

    ``kind`` says where it hides: ``parameter`` (decided from outside, before any of this exists), ``opaque`` (in a
    child that cannot be read), ``import``, ``macro``, ``malformed`` or ``limit``.
    """

    identity: str
    reason: str = field(compare=False)
    kind: str = field(default="malformed", compare=False)
    allowed: tuple[str, ...] = field(default=(), compare=False, repr=False)
    via: Via = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return "${?" + self.identity + "}"


Value = Literal | Reference | Pseudo | Text | Listing | Mapping | Call | Choice | Absent | Unknown
