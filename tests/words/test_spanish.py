"""Every template is said in Spanish, and what is embedded fits where it stands."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from importlib import resources
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from alliance_match.words import Template, speech, templates
from alliance_match.words.templates import changes, conflict, counts, recruitment, scorecard

from .every import hold

#: What is written alike in both languages.
ALIKE = {"Asia", "Mentor", "no", "{count} error", "{count} mentor"}

GETTEXT = ("_", "gettext", "ngettext")


def templates_of(held: object) -> list[Template]:
    """Find the templates in a value: it may be one, or a mapping or a tuple of them."""
    if isinstance(held, Template):
        return [held]
    several = held.values() if type(held) is dict else held if type(held) is tuple else ()
    return [template for one in several for template in templates_of(one)]


EVERY = {
    template.one: template
    for module in pkgutil.iter_modules(templates.__path__)
    for name, held in vars(importlib.import_module(f"{templates.__name__}.{module.name}")).items()
    if not name.startswith("__")
    for template in templates_of(held)
}


def of_pages() -> Iterator[tuple[str, ...]]:
    """Find the words that stand in the page templates: one form, or two."""
    for file in resources.files("alliance_match.report").joinpath("templates").iterdir():
        if file.name.endswith(".j2"):
            for _, _, words, _ in babel_extract(BytesIO(file.read_bytes()), GETTEXT, (), {}):
                yield (words,) if isinstance(words, str) else tuple(w for w in words if w)


PAGES = sorted(set(of_pages()))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    file = resources.files("alliance_match.words") / "locale" / "es.po"
    with file.open("rb") as written:
        return read_po(written, locale="es_ES")


def wordless(template: str) -> bool:
    """Whether there is nothing to translate, as in "{lost:and}"."""
    return not re.search(r"[^\W\d_]", re.sub(r"\{[^{}]*\}", "", template))


def test_templates_in_mappings_are_found():
    assert "Mentoring is for member organisations." in EVERY
    assert "{count} warning" in EVERY


def test_every_template_is_translated(catalogue):
    hold(lambda template: is_translated(catalogue, template), EVERY.values())


def is_translated(catalogue, template):
    found = catalogue.get(template.one)
    assert found is not None
    assert not found.fuzzy
    english = (template.one, template.many) if template.many else (template.one,)
    spanish = found.string if template.many else (found.string,)
    assert len(spanish) == len(english)
    for before, after in zip(english, spanish, strict=True):
        assert after.strip()
        assert after != before or before in ALIKE or wordless(before)


def test_every_word_of_the_pages_is_translated(catalogue):
    hold(lambda english: page_is_translated(catalogue, english), PAGES)


def page_is_translated(catalogue, english):
    found = catalogue.get(english[0])
    assert found is not None
    assert not found.fuzzy
    spanish = found.string if len(english) == 2 else (found.string,)
    assert len(spanish) == len(english)
    for before, after in zip(english, spanish, strict=True):
        assert after.strip()
        assert after != before or before in ALIKE
        assert sorted(re.findall(r"%\(\w+\)s", after)) == sorted(re.findall(r"%\(\w+\)s", before))
        assert "%" not in re.sub(r"%\(\w+\)s", "", after)


def test_quoted_and_ended_as_the_original(catalogue):
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            assert message.string.count("“") == message.string.count("”")
            assert message.string[-1] == message.id[-1] or message.id[-1] not in ".:?", message.id


def test_a_question_is_opened_as_it_is_closed(catalogue):
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            assert message.string.count("¿") == message.string.count("?"), message.id
            assert message.string.count("¡") == message.string.count("!"), message.id


def test_what_is_embedded_needs_no_negation():
    """Spanish would have to say "no cuesta nada", so that a loss is never "nada"."""
    to = speech("es")
    assert to.say(changes.NOTHING()) == "cero puntos"
    assert to.say(conflict.NO_PLACE()) == "cero plazas"
    gained = (counts.POINTS(points=15),)
    assert to.say(changes.GAINED_ALONE(gained=gained)) == "cero puntos, y gana 1,5 puntos"


@pytest.mark.parametrize(
    ("items", "style", "said"),
    [
        (("francés", "inglés"), "and", "francés e inglés"),
        (("Ana", "Bo", "Inés Muestra"), "and", "Ana, Bo e Inés Muestra"),
        (("agua", "hielo"), "and", "agua y hielo"),
        (("padre", "hijo"), "and", "padre e hijo"),
        (("Ana", "Yuki"), "and", "Ana y Yuki"),
        (("una", "“inicio”"), "and", "una e “inicio”"),
        (("siete", "ocho"), "or", "siete u ocho"),
        (("7", "8"), "or", "7 u 8"),
        (("10", "11"), "or", "10 u 11"),
        (("100", "110"), "or", "100 o 110"),
        (("mujer", "hombre"), "or", "mujer u hombre"),
        (("Ana", "Hugo"), "or", "Ana o Hugo"),
        (("Inés",), "and", "Inés"),
    ],
)
def test_and_and_or_change_before_their_own_sound(items, style, said):
    assert speech("es").format_field(items, style) == said


def test_a_stage_agrees_with_its_association():
    to = speech("es")
    for stage in ("emerging", "developing", "established"):
        said = to.say(scorecard.STAGE_KNOWN(stage=to.gettext(stage)))
        assert said.split("asociación ")[1] in ("emergente", "en desarrollo", "consolidada")


def test_a_native_speaker_is_of_level_native():
    to = speech("es")
    said = to.say(scorecard.SHARED_SAME(language="pt", level=recruitment.LEVEL_NATIVE()))
    assert said == "portugués (ambos: nativo)"


def test_no_word_of_the_pages_is_a_loss_of_nothing():
    """What stands alone on a page cannot be said as what stands after "costs"."""
    assert changes.NOTHING().template not in {words for forms in PAGES for words in forms}
