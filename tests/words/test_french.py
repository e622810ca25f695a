"""All that is said is said in French too, in whole sentences with French numbers and spaces."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from importlib import resources

import pytest
from babel.messages.pofile import read_po

from alliance_match.words import Message, Template, speech, templates
from alliance_match.words.templates import (
    alternatives,
    changes,
    conflict,
    counts,
    overrides,
    questions,
    recruitment,
    rules,
    scorecard,
)

from .every import hold

#: What both languages write alike.
SAME = {
    "{count} decision",
    "{count} expert",
    "{count} mentor",
    "{count} organisation",
    "{count} place",
    "{count} question",
    "{count:number} point",
    "{points:marks} points",
    "consultations",
    "expertise",
    "Mentor",
    "Mentor: {file}, row {row}",
    "Mentors",
    "organisation",
    "Organisations",
    "Places",
    "Points",
    "Questions",
}


def held(value: object) -> Iterable[Template]:
    if isinstance(value, Template):
        yield value
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from held(one)


def every_template() -> dict[str, Template]:
    found = {}
    for module in pkgutil.iter_modules(templates.__path__):
        names = vars(importlib.import_module(f"{templates.__name__}.{module.name}"))
        said = [value for name, value in names.items() if not name.startswith("__")]
        found |= {template.one: template for template in held(tuple(said))}
    return found


EVERY = every_template()
with (resources.files("alliance_match.words") / "locale" / "fr.po").open("rb") as file:
    CATALOGUE = read_po(file, locale="fr_FR")


def forms(message_id: str) -> tuple[str, ...]:
    said = CATALOGUE[message_id].string
    return said if isinstance(said, tuple) else (said,)


def wordless(english: str) -> bool:
    return not re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", english))


def test_every_template_is_translated():
    hold(is_translated, EVERY)


def is_translated(english):
    template, found = EVERY[english], CATALOGUE.get(english)
    assert found is not None
    assert not found.fuzzy
    assert len(forms(english)) == (2 if template.many else 1)
    assert all(forms(english))
    if not wordless(english) and english not in SAME:
        assert template.one not in forms(english)
        assert template.many not in forms(english)


def test_the_catalogue_has_no_fuzzy_or_empty_entry():
    for entry in CATALOGUE:
        if entry.id:
            assert not entry.fuzzy, entry.id
            assert all(forms(entry.id[0] if isinstance(entry.id, tuple) else entry.id)), entry.id


def test_signs_stand_after_a_space_that_does_not_break():
    hold(has_french_signs, [e for e in CATALOGUE if e.id])


def has_french_signs(entry):
    said = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    for words in said:
        plain = re.sub(r"\{[^}]*\}", "x", words)
        plain = re.sub(r"\d\d?:\d\d|x:00", "", plain)  # clock times
        assert not re.search("[^\u00a0][:;?!»]", plain), words
        assert not re.search("«[^\u00a0]", plain), words
        assert not re.search("['\"“”]", plain), words


def test_the_pages_words_keep_their_places():
    hold(keeps_places, [e for e in CATALOGUE if e.id])


def keeps_places(entry):
    english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    said = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    places = re.findall(r"%\(\w+\)s", " ".join(english))
    for words in said:
        assert set(re.findall(r"%\(\w+\)s", words)) <= set(places)
        assert "%" not in re.sub(r"%\(\w+\)s", "", words)
    assert set(re.findall(r"%\(\w+\)s", " ".join(said))) == set(places)


def lost(coverage: int, points: int) -> Message:
    parts = (counts.MATCHED_MENTEES(count=coverage), counts.POINTS(points=points))
    return changes.LOST(lost=tuple(p for p, n in zip(parts, (coverage, points), strict=True) if n))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (counts.MENTEES(count=0), "0 mentoré"),
        (counts.MENTEES(count=2), "2 mentorés"),
        (counts.POINTS(points=-15), "-1,5 point"),
        (counts.POINTS(points=20), "2,0 points"),
        (overrides.SHARE_OF_MATCHES(count=0.5), "0,5 binôme"),
        (overrides.SHARE_OF_MATCHES(count=2.0), "2 binômes"),
        (
            alternatives.BEST(loss=lost(1, 609)),
            "Aucune autre proposition n’est aussi bonne\u00a0; la meilleure des autres perd "
            "1 mentoré en binôme et 60,9 points.",
        ),
        (
            overrides.TOGETHER(
                count=2,
                loss=changes.THOUGH_IT_GAINS(
                    lost=(counts.MATCHED_MENTEES(count=1),), gained=(counts.POINTS(points=15),)
                ),
            ),
            "Ensemble, 2 décisions coûtent à la session 1 mentoré en binôme, malgré un gain de "
            "1,5 point.",
        ),
        (
            overrides.PIN(mentee="Ana", mentor="Bo", loss=changes.NOTHING()),
            "Le binôme imposé Ana – Bo coûte à lui seul zéro point",
        ),
        (
            conflict.PINNED_TO_PLACES(mentee="Ana", mentor="Bo", places=conflict.NO_PLACE()),
            "le binôme Ana – Bo est imposé, et ce mentor a zéro place",
        ),
        (
            scorecard.SHARED(language="pt", mentee=scorecard.NATIVE(), mentor="B1"),
            "portugais (niveau du mentoré\u00a0: natif, du mentor\u00a0: B1)",
        ),
        (
            rules.STEP_ABOVE(scale="Budget", count=2),
            "sur l’échelle «\u00a0Budget\u00a0», le mentor se situe 2 échelons plus haut",
        ),
        (
            recruitment.HOURS(start=9, end=17, zone="Africa/Abidjan"),
            "disponible en semaine de 9:00 à 17:00 (heure locale\u00a0: Abidjan)",
        ),
        (
            questions.QUESTION(
                whom=questions.THE_COMMITTEE(),
                question=questions.ASK["panel_status"](person="Ana (M01)"),
                verdict=questions.CANNOT_CHANGE(),
            ),
            "Pour le comité\u00a0: La candidature de mentor a-t-elle été approuvée pour Ana (M01)"
            "\u00a0? Aucune réponse ne changerait la proposition.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else value.template[:30],
)
def test_what_is_embedded_fits(message, said):
    assert speech("fr").say(message) == said


def test_clauses_are_set_apart_as_the_language_does():
    clauses = (counts.MENTEES(count=1), "b")
    assert speech("fr").series(clauses) == "1 mentoré\u00a0; b"
    assert speech("en").series(clauses) == "1 mentee; b"
