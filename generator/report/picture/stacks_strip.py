"""The nested stacks, as a tree of small boxes below the picture."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from generator.report.picture.fitting import fit
from generator.report.picture.model import Picture, Stack

_WIDE, _HIGH, _SPACE, _INDENT = 164, 40, 10, 22


def strip(picture: Picture, width: float, link: Callable[[str], str]) -> tuple[list[str], float]:
    """Draw them in rows below each other, what nests others in a row of its own; the lines, and how tall it is."""
    if not picture.stacks:
        return [], 0
    lines = ['<text class="soft" x="0" y="12">Nested stacks, and how many resources each makes</text>']
    children: dict[str, list[Stack]] = {}
    for stack in picture.stacks:
        if stack.address:
            children.setdefault(stack.parent, []).append(stack)
    known = {stack.address for stack in picture.stacks}
    tops = [stack for stack in picture.stacks if not stack.address or stack.parent not in known]
    y = 22.0
    for top in dict.fromkeys(tops):
        y = _tree(top, children, 0, y, width, lines, link)
    return lines, y


def _tree(
    stack: Stack,
    children: dict[str, list[Stack]],
    x: float,
    y: float,
    width: float,
    lines: list[str],
    link: Callable[[str], str],
) -> float:
    lines.append(_box(stack, x, y, link))
    top, y = y + _HIGH, y + _HIGH + _SPACE
    inner, last = x + _INDENT, y
    leaves = [child for child in children.get(stack.address, ()) if child.address not in children]
    per_row = max(1, int((width - inner + _SPACE) // (_WIDE + _SPACE)))
    for at, child in enumerate(leaves):
        row, column = divmod(at, per_row)
        last = y + row * (_HIGH + _SPACE)
        if column == 0:
            lines.append(f'<path class="tie" d="M{x + 10:.0f} {top:.0f}V{last + _HIGH / 2:.0f}H{inner:.0f}"/>')
        lines.append(_box(child, inner + column * (_WIDE + _SPACE), last, link))
    y = last + _HIGH + _SPACE if leaves else y
    for child in children.get(stack.address, ()):
        if child.address in children:
            lines.append(f'<path class="tie" d="M{x + 10:.0f} {top:.0f}V{y + _HIGH / 2:.0f}H{inner:.0f}"/>')
            y = _tree(child, children, inner, y, width, lines, link)
    return y


def _box(stack: Stack, x: float, y: float, link: Callable[[str], str]) -> str:
    name = stack.address.rpartition("/")[2] or "root"
    count = f"{stack.resources} {'resource' if stack.resources == 1 else 'resources'}"
    drawn = (
        f"<title>{escape(f'{stack.address or stack.file} ({stack.file}), {count}')}</title>"
        f'<rect class="box" x="{x:.0f}" y="{y:.0f}" width="{_WIDE}" height="{_HIGH}" rx="6"/>'
        f'<text x="{x + 8:.0f}" y="{y + 17:.0f}">{escape(fit(name, _WIDE - 16, 12))}</text>'
        f'<text class="soft" x="{x + 8:.0f}" y="{y + 32:.0f}">{count}</text>'
    )
    address = link(stack.address)
    return f'<a href="{escape(address)}">{drawn}</a>' if address else f"<g>{drawn}</g>"
