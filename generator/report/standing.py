"""Where a deployment stands, in a few words that are still true when it is over."""

from __future__ import annotations

from generator.changes.progress import Progress


def standing(progress: Progress, planned: int = 0) -> tuple[str, bool]:
    """Say how far it is, and whether that is bad. ``planned`` is how many resources were to change, 0 if nobody knows.

    While it runs that is a count of what was heard of and of what was planned. Of what is over only that is counted
    which was done: resources whose change proved unnecessary are never heard of.
    """
    done, heard = progress.count()
    root = progress.items.get(())
    status = root.status if root else ""
    at_work = sum(item.running for item in progress.items.values() if item.path)
    if status.endswith("_FAILED"):
        return f"failed ({status})", True
    if "ROLLBACK" in status:
        if status.endswith("_COMPLETE"):
            return "rolled back", True
        if "CLEANUP" in status:
            return "rolled back, deleting what was new", True
        return f"rolling back{f', {at_work} at work' if at_work else ''}", True
    if status.startswith("DELETE"):
        return "deleted" if status.endswith("_COMPLETE") else f"{done} of {heard} deleted", False
    if status.endswith("_COMPLETE") or "CLEANUP" in status:
        cleaning = at_work or "CLEANUP" in status
        return f"{heard - at_work if at_work else done} done{', deleting what is old' if cleaning else ''}", False
    return f"{done} of {max(heard, planned)} done", False
