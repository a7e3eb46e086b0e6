"""The page in a real browser: open, filter, click an edge to its evidence, on a phone, light and dark.

Needs the extra ``page`` and a Chromium: that of the system, or the one that ``playwright install chromium`` brings.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.report.picture.bundles import bundled
from generator.report.picture.mermaid import mermaid
from generator.report.picture.page import page
from tests.report.picture.drawn import OURS, hundred, spoilt, whole
from tests.report.picture.test_page import EVIL, HOSTILE

pytestmark = pytest.mark.slow
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra page is not installed")
    with playwright.sync_playwright() as running:
        own = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        try:
            made = running.chromium.launch(executable_path=own, args=["--no-sandbox"] if os.getuid() == 0 else [])
        except playwright.Error as error:
            pytest.skip(f"no Chromium starts here: {str(error).splitlines()[0]}")
        yield made
        made.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    broken = spoilt(
        folder / "spoilt", "groups.yaml", "FromPort: 5432\n      ToPort: 5432", "FromPort: 1\n      ToPort: 1"
    )
    wholes = {"two": OURS, "broken": broken, "hundred": hundred(folder)}
    made = {name: folder / f"{name}.html" for name in wholes}
    for name, path in made.items():
        path.write_text(page([whole(wholes[name])]))
    return made


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    contexts = []

    def open_page(name: str, viewport: dict[str, int], scheme: str = "light", anchor: str = "") -> Any:
        contexts.append(browser.new_context(viewport=viewport, color_scheme=scheme, offline=True))
        tab = contexts[-1].new_page()
        tab.failures = []
        tab.on("pageerror", lambda error: tab.failures.append(str(error)))
        tab.on("request", lambda request: tab.failures.append(request.url) if "file:" not in request.url else None)
        tab.goto(f"{pages[name].as_uri()}{anchor}")
        return tab

    yield open_page
    for context in contexts:
        assert [failure for tab in context.pages for failure in tab.failures] == []
        context.close()


@pytest.mark.parametrize("name", ["two", "broken", "hundred"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_scrolls_sideways_and_colours_follow(
    opened: Any, name: str, scheme: str, viewport: Any, tmp_path: Path
) -> None:
    tab = opened(name, viewport, scheme)
    tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    back = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    ground = tab.evaluate("getComputedStyle(document.querySelector('.ground')).fill")
    assert back == ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(13, 17, 23)")
    tab.screenshot(path=tmp_path / f"{name}-{scheme}-{viewport['width']}.png")


def test_filter_leaves_what_was_asked_for_and_counts_it(opened: Any) -> None:
    tab = opened("broken", DESK)
    rows = tab.locator("[data-matrix] tr[id]")
    before = rows.count()
    tab.get_by_label("Show").select_option("no")
    shown = [row.inner_text() for row in rows.all() if row.is_visible()]
    assert len(shown) == 2
    assert all("database Database/Database" in text for text in shown)
    assert tab.locator("[data-matrix] output").inner_text() == f"2 of {before} rows"
    tab.get_by_label("Find").fill("taskservice 5432")
    assert [row.get_attribute("class") for row in rows.all() if row.is_visible()] == ["no"]
    tab.get_by_label("Find").fill("nothing like it")
    assert not any(fold.is_visible() for fold in tab.locator("[data-matrix] details").all())


def test_folds_open_by_keyboard_and_all_at_once(opened: Any) -> None:
    tab = opened("hundred", DESK)
    first = tab.locator("[data-matrix] details").first
    tab.get_by_role("button", name="Fold all", exact=True).click()
    assert first.get_attribute("open") is None
    first.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert first.locator("tr[id]").first.is_visible()


@pytest.mark.parametrize("name", ["two", "broken", "hundred"])
def test_a_click_on_an_edge_leads_to_its_evidence(opened: Any, name: str) -> None:
    tab = opened(name, DESK)
    tab.get_by_role("button", name="Fold all", exact=True).click()
    tab.get_by_label("Find").fill("nothing like it")
    verdict = "no" if name == "broken" else "yes"
    edge = tab.locator(f".picture g.{verdict} a").last
    row = tab.locator(edge.get_attribute("href"))
    assert not row.is_visible()
    edge.locator(".hit").dispatch_event("click")
    row.wait_for(state="visible")
    assert tab.evaluate("document.activeElement.id") == row.get_attribute("id")
    assert row.get_attribute("class") == verdict
    top = row.bounding_box()["y"]
    assert 0 <= top <= DESK["height"]
    tab.get_by_role("button", name="Fold all", exact=True).click()
    edge.focus()
    tab.keyboard.press("Enter")
    row.wait_for(state="visible")


def test_an_anchor_from_elsewhere_opens_the_fold_it_is_in(opened: Any) -> None:
    tab = opened("hundred", PHONE, anchor="#row-0-700")
    assert tab.locator("#row-0-700").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_picture_can_be_read_and_scrolls_within_its_frame(opened: Any) -> None:
    tab = opened("two", PHONE)
    drawn = tab.locator(".picture")
    assert drawn.locator("text").first.bounding_box()["height"] >= 9
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.get_by_label("Fit to the screen").check()
    assert drawn.bounding_box()["width"] <= PHONE["width"]


def test_on_a_desk_the_picture_fits_until_its_full_size_is_wanted(opened: Any) -> None:
    tab = opened("hundred", DESK)
    drawn = tab.locator(".picture").first
    assert drawn.bounding_box()["width"] <= DESK["width"]
    tab.get_by_label("Full size").first.check()
    assert tab.evaluate("document.documentElement.scrollWidth") <= DESK["width"]
    assert drawn.bounding_box()["width"] == float(drawn.get_attribute("width"))


def test_names_that_want_to_run_do_not(opened: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    from tests.report.picture.test_page import hostile_page

    pages["hostile"] = tmp_path / "hostile.html"
    pages["hostile"].write_text(hostile_page())
    tab = opened("hostile", PHONE)
    tab.on("dialog", lambda dialog: tab.failures.append(dialog.message))
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert EVIL.split()[0] in tab.locator("h2").first.inner_text()


@pytest.mark.parametrize("name", ["two", "hostile"])  # a hundred services take QuickJS eight minutes
def test_mermaid_itself_takes_what_is_written(name: str) -> None:
    mermaidx = pytest.importorskip("mermaidx", reason="the extra page is not installed")
    drawn = HOSTILE if name == "hostile" else bundled(whole(OURS).picture)
    text = mermaid(drawn, "x")
    with pytest.raises(RuntimeError, match="Parse error"):
        _ = mermaidx.render(f'{text} a[" --> b').svg()
    svg = mermaidx.render(text).svg()
    assert svg.count('class="node ') >= len(drawn.nodes)
