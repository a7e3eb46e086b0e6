"""Take steps side by side, each after those that it waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from generator.rehearsal.engine.records import Failed


async def in_order(waits: Mapping[str, set[str]], step: Callable[[str], Awaitable[None]]) -> list[str]:
    """Take every step; the first that fails stops those under way and those to come. Give the names that failed."""
    left, finished = dict(waits), set[str]()
    running: dict[asyncio.Future[None], str] = {}
    failed: list[str] = []
    try:
        while (left or running) and not failed:
            for name in sorted(name for name, before in left.items() if before <= finished):
                running[asyncio.ensure_future(step(name))] = name
                del left[name]
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                name = running.pop(task)
                try:
                    task.result()
                    finished.add(name)
                except Failed:
                    failed.append(name)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return sorted([*failed, *(running.values() if failed else ())])


async def as_far_as_possible(waits: Mapping[str, set[str]], step: Callable[[str], Awaitable[None]]) -> list[str]:
    """Take every step whose predecessors succeeded. Give the names that failed."""
    failed: list[str] = []
    tasks: dict[str, asyncio.Future[bool]] = {}

    async def after(name: str) -> bool:
        before = [await tasks[predecessor] for predecessor in sorted(waits[name]) if predecessor in tasks]
        if not all(before):
            return False
        try:
            await step(name)
        except Failed:
            failed.append(name)
            return False
        return True

    for name in waits:
        tasks[name] = asyncio.ensure_future(after(name))
    await asyncio.gather(*tasks.values())
    return sorted(failed)


def reverse(waits: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Turn "waits for" round: what is deleted waits for all that waited for it."""
    turned: dict[str, set[str]] = {name: set() for name in waits}
    for name, before in waits.items():
        for predecessor in before & waits.keys():
            turned[predecessor].add(name)
    return turned
