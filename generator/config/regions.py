"""The Regions of AWS that app.yaml may name."""

from __future__ import annotations

from generator.awsdata.regions import regions


def known(region: str) -> bool:
    """Tell whether there is such a Region; one that is newer than the data is asked of the cfn-lint installed.

    cfn-lint takes a third of a second to be asked.
    """
    if region in regions():
        return True
    from cfnlint.helpers import REGIONS as NEWEST

    return region in NEWEST
