"""Pictures are well-formed, described, and show what the numbers say."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from alliance_match.proposal import propose
from alliance_match.report.pictures import fairness_curve, load_bars, weight_bars
from alliance_match.report.regret_map import LEVELS, levels_of, regret_map
from alliance_match.words import LANGUAGES, speech

from ..rounds import seeded_round

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def cells(path: str) -> int:
    """How many cells a path draws: one a square, more where neighbours were joined."""
    return sum(round(float(w) / float(h)) for w, h in re.findall(r"h([\d.]+)v([\d.]+)h-", path))


def test_every_pair_is_drawn_in_the_shade_of_its_regret():
    for seed in range(60):
        proposal = propose(*seeded_round(seed))
        if proposal.status != "optimal":
            continue
        levels, regrets = levels_of(proposal.regrets, proposal.assignment.pairs), proposal.regrets
        own = {(p.row, p.col) for p in proposal.pairs}
        for i, j in np.ndindex(levels.shape):
            value, lost = int(regrets.value[i, j]), int(regrets.coverage[i, j])
            if (i, j) in own:
                expected = 1
            elif not regrets.possible[i, j]:
                expected = 0
            elif lost:
                expected = 3 + len(LEVELS) + 1
            elif value == 0:
                expected = 2
            else:
                expected = 3 + sum(value >= most for most in LEVELS)
            assert levels[i, j] == expected
        drawn = parsed(
            regret_map(levels, ["a"] * levels.shape[0], ["b"] * levels.shape[1], speech("en"), "x")
        )
        paths = drawn.findall(f"{SVG}path")
        assert sum(cells(p.get("d")) for p in paths) == int((levels > 0).sum())


def test_a_large_map_stays_small_and_complete():
    levels = np.random.default_rng(3).integers(0, 8, (400, 200)).astype(np.int8)
    picture = regret_map(levels, ["a"] * 400, ["b"] * 200, speech("en"), "x")
    assert len(picture) < 2_000_000
    paths = parsed(picture).findall(f"{SVG}path")
    assert sum(cells(p.get("d")) for p in paths) == int((levels > 0).sum())


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_have_a_title_and_a_description_and_escape_names(language):
    to, name = speech(language), "<b>Ana & Bo</b>"
    pictures = (
        regret_map(np.array([[1, 0], [2, 3]], dtype=np.int8), [name, "Cy"], ["Di", name], to, "a"),
        weight_bars([(name, 400, [(0, 120), (300, 1000)]), ("Language", 80, [])], to, "b"),
        fairness_curve([(450, 12566), (600, 12100)], to, "c"),
        load_bars([(name, 1, 2), ("Cy", 0, 1)], to, "d"),
    )
    for picture in pictures:
        drawn = parsed(picture)
        title, about = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
        assert drawn.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
        assert title.text
        assert about.text
        assert "<b>" not in picture
    assert to.marks(12566) in pictures[2]
    assert {r.get("width") for r in parsed(pictures[1]).findall(f"{SVG}rect")} >= {"24", "140"}


def test_grey_readers_can_tell_the_shades_apart():
    from alliance_match.report.regret_map import _SHADES

    def grey(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        red, green, blue = (int(digits[k : k + 2], 16) for k in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    values = [grey(_SHADES[shade]) for shade in sorted(_SHADES)]
    assert all(b - a > 20 for a, b in pairwise(values))
