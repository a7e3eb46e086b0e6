"""One line of a bill."""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.prices import Beyond

HOURS = 730
"""The hours of a month, as AWS's calculator and everybody else counts them: 365 days of 24 hours, in 12 months."""


@dataclass(frozen=True)
class Item:
    """What one resource costs in one respect. What is not known says why, and is in no sum.

    ``quantity`` is in ``unit`` a month, and None where it depends on use that nobody has named. ``use`` is the key of
    a usage file that names it; empty for what is paid whether it is used or not.
    """

    resource: str
    """Logical path, as ``Endpoints/LogsEndpoint``."""
    what: str
    quantity: float | None = None
    unit: str = ""
    unit_price: float | None = None
    """US dollars."""
    use: str = ""
    unknown: str = ""
    then: tuple[Beyond, ...] = ()
    """What the unit costs above amounts that are not named yet."""

    @property
    def monthly(self) -> float | None:
        """US dollars a month; None where quantity or price is not known."""
        if self.unknown or self.quantity is None or self.unit_price is None:
            return None
        return self.quantity * self.unit_price
