"""The pages in a browser: axe finds nothing, the keyboard reaches everything, nothing is fetched.

Needs Chromium on the path and the packages of the group ``pages``; run with ``make check-pages``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from benchmarks.random_rounds import random_round

import alliance_match as am
from alliance_match.proposal import Proposal, propose
from alliance_match.quality import quality_report
from alliance_match.report import save_quality

from .rounds import proposals

sync_api = pytest.importorskip("playwright.sync_api")
axe_package = pytest.importorskip("axe_playwright_python")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
AXE = Path(axe_package.__file__).with_name("axe.min.js")
DATA = "examples/data/"
WIDTHS = (1280, 400)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: In scripts that run in the page: whether somebody sees it, and what the keyboard must reach.
SCRIPT = """
const shown = e => e.checkVisibility() && e.getClientRects().length > 0;
const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflow) &&
  (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
const reachable = () => [...document.body.querySelectorAll('*')].filter(e => shown(e) &&
  (e.matches('a[href], summary, button, input, select, textarea, [tabindex="0"]') || scrolls(e)));
"""

pytestmark = [
    pytest.mark.pages,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path"),
]


def example() -> Proposal:
    return propose(
        am.load_round(f"{DATA}mentors.csv", f"{DATA}mentees.csv", experts=f"{DATA}experts.csv")
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Saved proposals: the example in each language, one of everything, a large one, none."""
    root, found = tmp_path_factory.mktemp("pages"), {}
    shown = {f"example-{language}": (example(), language) for language in ("en", "fr", "es")}
    shown |= {name: (proposals()[name], "en") for name in ("full", "contradicting", "empty")}
    shown["large"] = (propose(random_round(2, 60, 50)), "fr")
    for name, (proposal, language) in shown.items():
        proposal.save(root / name, language=language)
        found[name] = root / name
        if name.startswith("example"):
            report = quality_report(proposal, by_hand(proposal), "pairs.csv")
            save_quality(report, root / name, language)
    return found


def by_hand(proposal: Proposal) -> dict[str, str]:
    """Pairs as nobody should make them: some break rules, some mentors have too many."""
    people = proposal.round
    return {e.id: people.mentors[k % 4].id for k, e in enumerate(people.mentees[2:])}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM)
        yield running
        running.close()


@contextmanager
def opened(browser: Any, file: Path, width: int, scheme: str = "light") -> Iterator[Any]:
    """Open a page offline; afterwards nothing was asked of anybody, and nothing complained."""
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        offline=True,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}
    assert not complaints


def files(name: str) -> list[str]:
    """The pages of a folder; of the letters, those of one pair, and one of a weak pair."""
    letters = ["001-E01-M13-mentee", "001-E01-M13-mentor", "004-E04-M09-mentor"]
    written = [f"letters/{letter}.html" for letter in letters] if "example" in name else []
    written += ["quality.html"] if "example" in name else []
    return ["dossier.html", "why-not.html", *written]


#: Folder, page and width: all of the example in English, the widest words where it is narrow.
LOOKED_AT = [
    *(("example-en", file, width) for file in files("example-en") for width in WIDTHS),
    *(("example-fr", file, 400) for file in files("example-fr")),
    *(("example-es", file, 400) for file in files("example-es")[1:]),
    *(("full", file, width) for file in files("full") for width in WIDTHS),
    *((name, file, 400) for name in ("contradicting", "empty") for file in files(name)),
    ("large", "why-not.html", 400),
]
every = pytest.mark.parametrize(("name", "file", "width"), LOOKED_AT)


def violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{one['impact']}: {one['id']}: {len(one['nodes'])} as {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
    ]


@every
def test_axe_finds_nothing_folded_or_unfolded(
    browser: Any, folders: dict[str, Path], name: str, file: str, width: int
) -> None:
    page_file = folders[name] / file
    dark = "prefers-color-scheme" in page_file.read_text()
    for scheme in ("light", "dark") if dark else ("light",):
        with opened(browser, page_file, width, scheme) as page:
            for is_open in (False, True):
                page.evaluate(
                    "to => document.querySelectorAll('details').forEach(d => d.open = to)", is_open
                )
                assert violations(page) == []
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@every
def test_tabbing_alone_reaches_everything_and_unfolds_it(
    browser: Any, folders: dict[str, Path], name: str, file: str, width: int
) -> None:
    with opened(browser, folders[name] / file, width) as page:
        visited = walk(page)
        expected = page.evaluate(SCRIPT + "reachable().map(e => e.dataset.at)")
        assert None not in expected
        assert visited == expected
        assert page.evaluate("[...document.querySelectorAll('details')].every(d => d.open)")


def walk(page: Any) -> list[str]:
    """Press Tab from the top until the page lets go; open every detail on the way by its key."""
    visited: list[str] = []
    while True:
        page.keyboard.press("Tab")
        at = page.evaluate(
            "n => {const e = document.activeElement; if (e === document.body) return null;"
            "if (e.dataset.at !== undefined) return 'again'; e.dataset.at = n;"
            "const s = getComputedStyle(e), r = e.getBoundingClientRect();"
            "return {ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,"
            "seen: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,"
            "open: e.tagName === 'SUMMARY' ? e.parentElement.open : null,"
            "html: e.outerHTML.slice(0, 120)}}",
            str(len(visited)),
        )
        if at is None:
            return visited
        assert at != "again", "the keyboard is trapped"
        assert at["ring"], at["html"]
        assert at["seen"], at["html"]
        visited.append(str(len(visited)))
        if at["open"] is not None:
            press(page, ("Enter", "Space")[len(visited) % 2], at["open"])


def press(page: Any, key: str, is_open: bool) -> None:
    """Unfold the detail in focus; where it is unfolded, fold it and unfold it again."""
    for expected in (False, True) if is_open else (True,):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.parentElement.open") is expected


@pytest.mark.parametrize("file", ["dossier.html", "why-not.html"])
@pytest.mark.parametrize("name", ["example-en", "full", "large"])
def test_the_first_stop_leads_past_everything_to_the_content(
    browser: Any, folders: dict[str, Path], name: str, file: str
) -> None:
    with opened(browser, folders[name] / file, 1280) as page:
        page.keyboard.press("Tab")
        skip = "const e = document.activeElement; e.matches('a.skip[href=\"#main\"]')"
        assert page.evaluate(f"{{{skip} && e.getBoundingClientRect().left >= 0}}")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_paper_shows_in_colour_what_is_written_on_a_dark_ground(
    browser: Any, folders: dict[str, Path]
) -> None:
    for file in ("dossier.html", "why-not.html"):
        with opened(browser, folders["example-en"] / file, 1280) as page:
            page.emulate_media(media="print")
            assert page.evaluate(
                "[...document.querySelectorAll('.p, .g, .mark')].every("
                "e => getComputedStyle(e).printColorAdjust === 'exact')"
            )


@pytest.mark.parametrize("name", ["example-en", "large"])
def test_a_name_in_the_table_leads_to_its_words_and_unfolds_them(
    browser: Any, folders: dict[str, Path], name: str
) -> None:
    with opened(browser, folders[name] / "why-not.html", 1280) as page:
        page.focus("tbody tr:nth-child(4) a")
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector(':target').checkVisibility()")
