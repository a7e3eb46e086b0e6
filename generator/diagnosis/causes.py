"""What a diagnosis says: causes, what they cannot be, and what is not known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Cause:
    """One thing that explains a failure, with the place to change.

    ``proof`` says that the proof of the templates shows it; otherwise the message alone speaks for it. ``entry`` is the
    entry of the catalogue, ``command`` shows it in the account.
    """

    what: str
    fix: str
    rule: str = ""
    lesson: int = 0
    resource: str = ""
    file: str = ""
    line: int = 0
    property: str = ""
    app: str = ""
    evidence: tuple[str, ...] = ()
    entry: str = ""
    command: str = ""
    proof: bool = False
    live: str = ""
    """What it is in the account, where that was read."""
    others: tuple[str, ...] = ()
    """Further causes that the same message can have, where the proof does not tell."""


@dataclass(frozen=True)
class Excluded:
    """A cause that the message can have, and that the proof of the templates rules out."""

    rule: str
    because: str


@dataclass(frozen=True)
class Diagnosis:
    """The causes of one failure, the best first."""

    stack: str
    causes: tuple[Cause, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    unknown: tuple[str, ...] = ()
    missing_permissions: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()
    folder: str = ""
    """Where the files of the causes are."""
    differences: tuple[str, ...] = ()
    """Rows that the account answers otherwise than the templates at hand."""
    differing: tuple[str, ...] = ()
    """The same for people: those of one task together, without reasons, which causes tell."""
    healthy: bool = False
    """Whether the stack was seen to run as it should, and nothing says otherwise."""

    def as_json(self) -> dict[str, Any]:
        """The documented JSON; what is not known of a cause is null."""
        return {
            "stack": self.stack,
            "causes": [cause_json(cause) for cause in self.causes],
            "excluded": [asdict(excluded) for excluded in self.excluded],
            "unknown": list(self.unknown),
            "missing_permissions": list(self.missing_permissions),
            **({"differences": list(self.differences)} if self.differences else {}),
            **({"healthy": True} if self.healthy else {}),
        }


def cause_json(cause: Cause) -> dict[str, Any]:
    """One cause as the documented JSON."""
    told = {key: value or None for key, value in asdict(cause).items()}
    return told | {
        "what": cause.what,
        "fix": cause.fix,
        "proof": cause.proof,
        "evidence": list(cause.evidence),
        "others": list(cause.others),
    }
