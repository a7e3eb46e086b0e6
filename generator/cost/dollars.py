"""Amounts of money as people add them up: halves of a cent go up, and an amount reads the same wherever it stands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def cents(amount: float) -> float:
    """An amount in whole cents.

    A float of 68.805 is a little less than that, and would become 68.80 beside parts that add up to 68.81.
    """
    return float(Decimal(str(round(amount, 6))).quantize(_CENT, ROUND_HALF_UP))


def dollars(amount: float) -> str:
    """An amount in words: ``$1,234.50``; ``-$3.00`` for what is saved."""
    rounded = cents(amount)
    return f"{'-' if rounded < 0 else ''}${abs(rounded):,.2f}"
