"""Resources that wait for what there is not, or for each other: nothing can be created first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.stack import Resource


def waits_for_nothing(resource: Resource) -> Iterator[str]:
    """Say which names in DependsOn are of no resource beside it."""
    beside = resource.at.document.section("Resources")
    for name in resource.depends_on:
        if name not in beside:
            yield f"DependsOn of {resource} names {name[:80]}, which is not in {resource.file}"


def circles(resources: Sequence[Resource]) -> Iterator[str]:
    """Say which resources of one template wait for each other, and which for themselves."""
    after = {each.path: [each.at.prefix + name for name in each.waits_for] for each in resources}
    waiting = {path: {name for name in names if name in after} for path, names in after.items()}
    pending = [path for path, names in waiting.items() if not names]
    waiters: dict[str, list[str]] = {}
    for path, names in waiting.items():
        for name in names:
            waiters.setdefault(name, []).append(path)
    while pending:
        done = pending.pop()
        waiting.pop(done, None)
        for path in waiters.get(done, ()):
            waiting[path].discard(done)
            if not waiting[path]:
                pending.append(path)
    if waiting:
        yield f"{', '.join(sorted(waiting)[:6])} wait for each other: CloudFormation says circular dependency"
    for each in resources:
        if each.logical_id in each.depends_on:
            yield f"{each} depends on itself"
