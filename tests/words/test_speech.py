"""Messages are said in three languages, with each one's numbers, lists and plurals."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

from alliance_match.errors import InputError
from alliance_match.model.people import STAGES
from alliance_match.model.regions import regions
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.rules import RULES
from alliance_match.words import LANGUAGES, Template, speech, templates
from alliance_match.words.message import placeholders
from alliance_match.words.speech import translations
from alliance_match.words.templates import changes, counts, labels, overrides, times

from .every import hold


def every_template() -> list[tuple[str, Template]]:
    found = []
    for module in pkgutil.iter_modules(templates.__path__):
        held = importlib.import_module(f"{templates.__name__}.{module.name}")
        for name, value in vars(held).items():
            named = value.items() if isinstance(value, dict) else [("", value)]
            found += [
                (f"{module.name}.{name} {key}".strip(), one)
                for key, one in named
                if isinstance(one, Template)
            ]
    return found


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1,234.5"), ("fr", "1\u202f234,5"), ("es", "1.234,5")]
)
def test_marks_are_exact_and_written_as_the_language_does(language, said):
    assert speech(language).marks(12345) == said
    assert speech(language).marks(-5) == f"-0{said[-2:]}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 matches", "0.5 matches", "1 match", "-1 match", "1.5 matches", "2 matches"]),
        ("fr", ["0 binôme", "0,5 binôme", "1 binôme", "-1 binôme", "1,5 binôme", "2 binômes"]),
        ("es", ["0 parejas", "0,5 parejas", "1 pareja", "-1 pareja", "1,5 parejas", "2 parejas"]),
    ],
)
def test_parts_are_counted_as_the_language_does(language, said):
    counted = [overrides.SHARE_OF_MATCHES(count=n) for n in (0.0, 0.5, 1.0, -1.0, 1.5, 2)]
    assert [speech(language).say(one) for one in counted] == said


def test_lists_have_no_comma_before_the_last():
    assert speech("en").joined(("a", "b", "c")) == "a, b and c"
    assert speech("fr").joined(("a", "b", "c")) == "a, b et c"
    assert speech("es").joined(("a", "b"), "or") == "a o b"
    assert speech("en").joined(()) == ""


def test_what_intake_reads_of_a_language_leaves_it_whole():
    code = (
        "from alliance_match.intake.values.countries import read_country;"
        "from alliance_match.words import speech;"
        "assert read_country('Allemagne').value == 'DE';"
        "print(speech('fr').joined(('a', 'b', 'c')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "a, b et c"


def test_messages_hold_messages():
    lost = (counts.MATCHED_MENTEES(count=1), counts.POINTS(points=824))
    gained = (counts.POINTS(points=15),)
    said = str(changes.THOUGH_IT_GAINS(lost=lost, gained=gained))
    assert said == "1 matched mentee and 82.4 points, though it gains 1.5 points"


def test_a_place_without_a_value_is_a_slip():
    with pytest.raises(TypeError, match="takes"):
        changes.MOVES(mentee="Ana", before="Bo")


def test_another_language_is_refused_by_name():
    with pytest.raises(InputError, match="give one of en, fr, es"):
        speech("xx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_languages_countries_days_and_zones(language):
    said = speech(language)
    assert {said.language_name("pt")} <= {"Portuguese", "portugais", "portugués"}
    assert {said.country_name("ES")} <= {"Spain", "Espagne", "España"}
    assert said.language_name("x-nowhere") == "x-nowhere"
    assert said.zone("Europe/Madrid") == "Madrid"


@pytest.mark.parametrize("language", ["fr", "es"])
def test_translations_have_the_places_of_the_original(language):
    found = translations(language)
    hold(lambda one: has_the_places(found, *one), every_template())


def has_the_places(found, name, template):
    said = [found.gettext(template.one)]
    if template.many:
        said = [found.ngettext(template.one, template.many, n) for n in (0, 1, 2, 5)]
    for words in said:
        assert placeholders(words) == template.places, name


def test_every_label_of_the_scoring_is_a_template():
    said = {value.one for name, value in every_template() if name.startswith("labels.")}
    named = {rule.label for rule in RULES} | {criterion.label for criterion in CRITERIA}
    assert named | set(STAGES) | set(regions()) <= said
    assert set(labels.STAGES) == set(STAGES)
    assert set(labels.REGIONS) == set(regions())


def test_clock_times():
    assert speech("fr").say(times.SPAN(day=1, start=570, end=0)) == "mar. 09:30-00:00"
