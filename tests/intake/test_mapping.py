from __future__ import annotations

from pathlib import Path

import pytest

from alliance_match.errors import InputError, PolicyError
from alliance_match.intake import Mapping, load_round
from alliance_match.model.people import Rank
from alliance_match.model.vocabulary import Vocabulary

from .conftest import Write

TEXT = """
[mentors.columns]
"first name" = "given_name"
"last name" = "family_name"
"profession" = "expertise"
"grade" = "scale.grade"
"biography" = "ignore"
[mentors.defaults]
capacity = 3
panel_status = "approved"
[mentees.columns]
"profession" = "goals"
"grade" = "scale.grade"
[options]
day_first = true
labels = ["DDaT", "HR", "Operational delivery"]
"""
MENTORS = [
    [
        "first name",
        "last name",
        "email address",
        "grade",
        "organisation",
        "profession",
        "biography",
    ],
    ["Ana", "Ruiz", "ana@x.org", "G6", "Department of Joy", "DDaT", "text"],
    ["Bo", "Li", "bo@x.org", "SCS1", "Department of Peace", "HR", "text"],
]
MENTEES = [
    ["first name", "last name", "email address", "grade", "organisation", "profession"],
    ["Cy", "Kato", "cy@x.org", "HEO", "Department of Truth", "HR"],
]


def test_another_programmes_files(write: Write) -> None:
    mapping = Mapping.from_toml(TEXT)
    found = load_round(write("a.csv", MENTORS), write("b.csv", MENTEES), mapping=mapping)
    ana, bo = found.mentors
    assert (ana.name, str(ana.capacity), ana.panel_status) == ("Ana Ruiz", "3", "approved")
    assert ana.ranks == (Rank(scale="grade", step="G6"),)
    assert [e.topic for e in bo.expertise or ()] == ["HR"]
    assert [g.topic for g in found.mentees[0].goals or ()] == ["HR"]
    assert found.vocabulary == Vocabulary.of("DDaT", "HR", "Operational delivery")
    assert not found.report.at("error", "question", "warning")


def test_a_default_yields_to_a_column(write: Write) -> None:
    rows = [[*MENTORS[0], "capacity"], [*MENTORS[1], "1"], [*MENTORS[2], ""]]
    mapping = Mapping.from_toml(TEXT)
    found = load_round(write("a.csv", rows), write("b.csv", MENTEES), mapping=mapping)
    assert [str(m.capacity) for m in found.mentors] == ["1", "None"]


def test_an_empty_organisation_says_that_nobody_has_one(write: Write) -> None:
    mentors = write("a.csv", [["name", "expertise"], ["Ana", "HR"]])
    mentees = write("b.csv", [["name", "goals"], ["Bo", "HR"]])
    text = '[options]\nlabels = ["HR"]\n'
    with pytest.raises(InputError, match="no column holds the organisation"):
        load_round(mentors, mentees, mapping=Mapping.from_toml(text))
    text += '[mentors.defaults]\norganisation = ""\n[mentees.defaults]\norganisation = ""\n'
    found = load_round(mentors, mentees, mapping=Mapping.from_toml(text))
    assert found.organisations == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[mentor.columns]\n", r"unknown key 'mentor'\. Did you mean 'mentors'"),
        ("[mentors.column]\n", r"unknown key 'mentors\.column'\. Did you mean 'columns'"),
        ('[mentors.columns]\n"a" = "expertize"\n', r"'expertize' is not a field.*'expertise'"),
        ('[mentees.columns]\n"a" = "capacity"\n', "'capacity' is not a field of mentees"),
        ('[mentors.defaults]\ncapcity = "3"\n', r"Did you mean 'capacity'"),
        ('[mentors.columns]\n"a" = "scale."\n', r"'scale\.' is not a field"),
        ('[mentors.columns]\n"a" = "name"\n"b" = "name"\n', "all mapped to 'name'"),
        ("[options]\nday_fist = true\n", r"Did you mean 'day_first'"),
        ('[options]\nday_first = "often"\n', r"options\.day_first"),
        ('[options]\nvocabulary = "x"\nlabels = ["y"]\n', "not both"),
        ("[options\n", "not TOML"),
    ],
)
def test_mistakes_are_named_with_the_nearest_valid_word(text: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        Mapping.from_toml(text)


def test_labels_that_fold_to_one_another() -> None:
    with pytest.raises(PolicyError, match="contradict each other"):
        Mapping.from_toml('[options]\nlabels = ["HR", "hr"]\n').vocabulary()


def test_a_vocabulary_beside_the_mapping_file(tmp_path: Path, write: Write) -> None:
    write("topics.toml", '[[area]]\nid = "A"\nlabel = { en = "Alpha" }\n')
    path = write("map.toml", '[options]\nvocabulary = "topics.toml"\n')
    found = Mapping.load(path).vocabulary()
    assert found is not None
    assert found.exact("alpha") == "A"
    with pytest.raises(InputError, match="cannot be read"):
        Mapping.load(write("map.toml", '[options]\nvocabulary = "nix.toml"\n')).vocabulary()
    with pytest.raises(InputError, match="cannot be read"):
        Mapping.load(tmp_path / "nix.toml")
