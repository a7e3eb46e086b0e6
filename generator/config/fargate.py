"""The sizes that Fargate sells."""

from __future__ import annotations

# ECS Developer Guide, "Task CPU and memory", read 2026-11: CPU units -> the memory sizes in MiB.
SIZES: dict[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4097, 1024)),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
    8192: tuple(range(16384, 61441, 4096)),
    16384: tuple(range(32768, 122881, 8192)),
    32768: (61440, 122880, 249856),
}


def accepted_memory(cpu: int) -> str:
    """Say which memory sizes go with this many CPU units."""
    sizes = SIZES[cpu]
    if len(sizes) <= 3:
        return ", ".join(map(str, sizes))
    return f"{sizes[0]} to {sizes[-1]} in steps of {sizes[1] - sizes[0]}"
