from __future__ import annotations

import tomllib
from collections import defaultdict
from importlib import resources

import pytest

from alliance_match.intake.aliases import _phrases, aliases, nearest
from alliance_match.intake.columns import match_columns
from alliance_match.intake.fields import FIELDS, ROLES, Role
from alliance_match.intake.formats.plain import FORMAT
from alliance_match.intake.headers import header_key
from alliance_match.intake.journal import Journal
from alliance_match.intake.mapping import RoleMapping
from alliance_match.intake.matches import ColumnMatch
from alliance_match.intake.tables import table_of


def matched(
    role: Role, *headers: str, rows: list[tuple[str, ...]] | None = None, **columns: str
) -> tuple[dict[str, ColumnMatch], Journal]:
    journal = Journal()
    body = rows or [tuple("x" for _ in headers)]
    table = table_of("t.csv", [(*headers, "pad"), *((*r, "y") for r in body)], journal)
    assert table is not None
    said = RoleMapping(columns={"pad": "ignore", **columns})
    found = match_columns(table, role, FORMAT, said, journal)
    return {m.header: m for m in found.matches}, journal


@pytest.mark.parametrize(
    ("role", "header", "field"),
    [
        ("mentors", "hours_per_month", "hours_per_month"),
        ("mentors", "Which areas can you support? (tick all that apply)", "expertise"),
        ("mentors", "What\u00a0languages do you\nspeak?", "languages"),
        ("mentors", "How many mentees could you take on?", "capacity"),
        ("mentors", "  COUNTRY * ", "country"),
        ("mentors", "Nom de l’association", "organisation"),
        ("mentors", "¿Cuál es su zona horaria?", "time_zone"),
        ("mentors", "Disponibilité", "availability"),
        ("mentors", "Conflitos de interesse", "exclusions"),
        ("mentors", "Wie viele Mentees können Sie betreuen?", "capacity"),
        ("mentees", "Areas of support needed (choose up to 3)", "goals"),
        ("mentees", "Goal 2", "goal_2"),
        ("mentees", "Second goal", "goal_2"),
        ("mentees", "Goal 1 deadline", "goal_1_deadline"),
        ("mentees", "What does success look like?", "success_measure"),
        ("experts", "How many consultations can you offer?", "consultations"),
        ("mentees", "Size of the organisation", "size"),
        ("mentors", "How large is your association?", "size"),
        ("mentees", "How many paid staff members do you have?", "size"),
        ("mentors", "Combien de salariés compte votre association ?", "size"),
        ("mentees", "¿Cuántos empleados tiene su organización?", "size"),
        ("mentors", "Quantos funcionários tem a sua associação?", "size"),
        ("mentees", "Wie groß ist Ihr Verein?", "size"),
        ("mentors", "Numero di dipendenti", "size"),
        ("mentees", "Hoeveel medewerkers heeft uw organisatie?", "size"),
        ("experts", "職員数", "size"),
    ],
)
def test_questions_as_forms_ask_them(role: Role, header: str, field: str) -> None:
    found, _ = matched(role, header)
    (match,) = [m for m in found.values() if m.header != "pad"]
    assert match.field == field


@pytest.mark.parametrize(
    "header",
    [
        "Number of members",
        "Number of volunteers",
        "How many mentees does your organisation have?",
        "How many branches does your organisation have?",
        "Combien de membres compte votre association ?",
        "Combien de membres compte votre organisation ?",
        "Cuántos miembros tiene su organización",
        "Quantos voluntários tem a sua organização?",
        "Quanti soci ha la tua organizzazione?",
        "Wie viele Mitglieder hat Ihre Organisation?",
        "Hoeveel leden heeft uw organisatie?",
        "会員数",
        "Team size",
        "T-shirt size",
    ],
)
@pytest.mark.parametrize("role", ["mentors", "mentees", "experts"])
def test_members_and_volunteers_are_no_staff(role: Role, header: str) -> None:
    found, _ = matched(role, header, rows=[("3",), ("30",), ("300",)])
    assert found[header].field is None


#: For each language, a form as it asks; informal and formal, with hints and marks.
FORMS: dict[str, dict[Role, dict[str, str]]] = {
    "French": {
        "mentors": {
            "Vos nom et prénom": "name",
            "À quelle association appartenez-vous ?": "organisation",
            "Dans quel pays vivez-vous ?": "country",
            "Quelles langues parlez-vous couramment ?": "languages",
            "Dans quels domaines pouvez-vous accompagner ? (plusieurs réponses)": "expertise",
            "Quels jours êtes-vous disponible ?": "availability",
            "Combien d'heures par mois pouvez-vous offrir ?": "hours_per_month",
            "Combien de mentorés pouvez-vous accepter ?": "capacity",
            "Combien de personnes avez-vous déjà accompagnées ?": "mentoring_experience",
        },
        "mentees": {
            "De quel soutien avez-vous besoin ?": "goals",
            "Quels sont vos objectifs ?": "goal_text",
            "À quel stade est votre organisation ?": "stage",
        },
    },
    "Spanish": {
        "mentors": {
            "¿Cuál es tu nombre?": "name",
            "Organización a la que pertenece *": "organisation",
            "¿En qué idiomas puede comunicarse?": "languages",
            "¿En qué temas puede ayudar?": "expertise",
            "Días y horarios disponibles": "availability",
            "¿Cuántas horas puede dedicar al mes?": "hours_per_month",
            "¿Cuántos mentees puede aceptar?": "capacity",
        },
        "mentees": {"Áreas en las que necesita apoyo": "goals", "¿Qué espera lograr?": "goal_text"},
    },
    "Portuguese": {
        "mentors": {
            "Qual o seu nome?": "name",
            "A que associação pertence?": "organisation",
            "Que idiomas fala?": "languages",
            "Em que áreas pode ajudar?": "expertise",
            "Em que dias está disponível?": "availability",
            "Quantas pessoas pode acompanhar?": "capacity",
        },
        "mentees": {"De que apoio precisa?": "goals", "O que espera alcançar?": "goal_text"},
    },
    "German": {
        "mentors": {
            "Vor- und Nachname": "name",
            "Welcher Organisation gehören Sie an?": "organisation",
            "Welche Sprachen sprichst du?": "languages",
            "Bei welchen Themen können Sie helfen?": "expertise",
            "Wann haben Sie Zeit?": "availability",
            "Wie viele Mentees kannst du betreuen?": "capacity",
        },
        "mentees": {
            "Wobei brauchen Sie Unterstützung?": "goals",
            "Was sind Ihre Ziele?": "goal_text",
        },
    },
    "Italian": {
        "mentors": {
            "Nome e cognome": "name",
            "Indirizzo e-mail": "email",
            "A quale associazione appartieni?": "organisation",
            "In quale Paese vivi?": "country",
            "In quale fuso orario ti trovi?": "time_zone",
            "Quali lingue parli?": "languages",
            "In quali aree puoi offrire supporto? (più risposte)": "expertise",
            "Descrivi la tua esperienza": "expertise_text",
            "Quando sei disponibile?": "availability",
            "Quante ore al mese puoi dedicare?": "hours_per_month",
            "Quanti mentee puoi seguire?": "capacity",
            "Conflitti di interesse": "exclusions",
            "Stato della candidatura": "panel_status",
        },
        "mentees": {
            "In quali aree hai bisogno di supporto?": "goals",
            "Primo obiettivo": "goal_1",
            "Obiettivo 2 scadenza": "goal_2_deadline",
            "Cosa vorresti raggiungere?": "goal_text",
            "In quale fase è la tua organizzazione?": "stage",
        },
        "experts": {"Quante consulenze puoi offrire?": "consultations"},
    },
    "Dutch": {
        "mentors": {
            "Wat is uw naam?": "name",
            "E-mailadres": "email",
            "Welke organisatie vertegenwoordigt u?": "organisation",
            "In welk land woont u?": "country",
            "In welke tijdzone bent u?": "time_zone",
            "Welke talen spreekt u?": "languages",
            "Op welke gebieden kunt u helpen?": "expertise",
            "Beschrijf uw ervaring": "expertise_text",
            "Wanneer bent u beschikbaar?": "availability",
            "Hoeveel uur per maand kunt u besteden?": "hours_per_month",
            "Hoeveel mentees kunt u begeleiden?": "capacity",
            "Soort lidmaatschap": "membership",
        },
        "mentees": {
            "Op welke gebieden heeft u ondersteuning nodig?": "goals",
            "Tweede doel": "goal_2",
            "Wat wilt u bereiken?": "goal_text",
            "Hoe meet u succes?": "success_measure",
        },
        "experts": {"Hoeveel consulten kunt u geven?": "consultations"},
    },
    "Japanese": {
        "mentors": {
            "お名前": "name",
            "メールアドレス": "email",
            "所属団体名": "organisation",
            "お住まいの国はどこですか？": "country",
            "タイムゾーン": "time_zone",
            "どの言語を話せますか？": "languages",
            "支援できる分野（複数選択可）": "expertise",
            "これまでの経験": "expertise_text",
            "対応可能な曜日・時間帯": "availability",
            "月に何時間対応できますか？": "hours_per_month",
            "何人のメンティーを担当できますか？": "capacity",
            "利益相反はありますか": "exclusions",
        },
        "mentees": {
            "どの分野でサポートが必要ですか？": "goals",
            "目標１": "goal_1",
            "第二目標": "goal_2",
            "何を達成したいですか？": "goal_text",
            "団体の発展段階": "stage",
        },
        "experts": {"何件の相談に対応できますか": "consultations"},
    },
}


@pytest.mark.parametrize("language", FORMS)
def test_forms_in_other_languages(language: str) -> None:
    for role, questions in FORMS[language].items():
        found, journal = matched(role, *questions)
        assert {h: m.field for h, m in found.items() if h != "pad"} == questions
        assert not journal.findings


LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ja")


def test_every_field_has_words_in_eight_languages() -> None:
    text = resources.files("alliance_match.intake").joinpath("aliases.toml").read_text("utf-8")
    data = tomllib.loads(text)
    for name, phrases in data["alias"].items():
        assert set(phrases) == set(LANGUAGES), name
        assert all(len(set(p)) == len(p) > 0 for p in phrases.values()), name
    named = {f.replace("_1", "_N").replace("_2", "_N").replace("_3", "_N") for f in all_fields()}
    assert named == set(data["alias"])


def all_fields() -> set[str]:
    return {f for role in ROLES for f in FIELDS[role]}


@pytest.mark.parametrize("role", ROLES)
def test_likeness_is_the_best_over_all_aliases(role: Role) -> None:
    """The fast search finds what comparing with every alias finds."""
    from rapidfuzz import fuzz

    for header in ("Langauges spoken", "Country of birth", "Nome cognome e", "話せる言語は"):
        key = header_key(header)
        best = max(max(fuzz.ratio(key, a), fuzz.token_sort_ratio(key, a)) for a in aliases(role))
        assert nearest(key, role)[2] == pytest.approx(best, abs=0.06)


def test_a_near_miss_is_used_with_a_note_of_how_sure() -> None:
    found, journal = matched("mentors", "Langauges spoken")
    assert (found["Langauges spoken"].field, found["Langauges spoken"].how) == (
        "languages",
        "fuzzy",
    )
    (finding,) = journal.findings
    assert finding.severity == "note"
    assert "of 100 sure" in finding.understood


def test_a_farther_miss_is_asked_about_and_not_used() -> None:
    found, journal = matched("mentors", "Mentee capacities you have")
    match = found["Mentee capacities you have"]
    assert match.field is None
    assert [f.severity for f in journal.findings] == ["question" if match.nearest else "note"]


def test_a_not_is_never_overlooked() -> None:
    found, journal = matched("mentors", "Which areas can you not support?")
    assert found["Which areas can you not support?"].field is None
    assert [f.severity for f in journal.findings] == ["question"]


def test_what_is_nothing_like_a_field_is_noted() -> None:
    found, journal = matched("mentors", "Shoe size")
    assert found["Shoe size"].field is None
    assert [f.severity for f in journal.findings] == ["note"]


def test_of_two_columns_for_one_field_the_better_is_used_and_both_are_reported() -> None:
    found, journal = matched("mentors", "Name", "Full name", rows=[("Ana", "Ana Ruiz")])
    assert found["Name"].field == "name"
    assert found["Full name"].field is None
    assert {f.column for f in journal.findings if f.severity == "warning"} == {"Name", "Full name"}


def test_a_tie_is_a_question_and_neither_is_used() -> None:
    found, journal = matched("mentors", "Capacity", "Capacity", rows=[("1", "2")])
    assert found["Capacity"].field is None
    assert found["Capacity #2"].field is None
    assert [f.severity for f in journal.findings] == ["question", "note"]


def test_a_tie_with_a_blank_column_is_none() -> None:
    found, _ = matched("mentors", "Capacity", "Capacity", rows=[("", "2")])
    assert found["Capacity #2"].field == "capacity"


def test_several_columns_may_fill_a_list_together() -> None:
    found, journal = matched("mentors", "Expertise", "Skills", rows=[("a", "b")])
    assert found["Expertise"].field == found["Skills"].field == "expertise"
    assert not journal.findings


def test_a_mapping_comes_first_and_counts_duplicates() -> None:
    found, _ = matched(
        "mentors",
        "Email",
        "Email",
        "Grade",
        rows=[("a", "b", "c")],
        **{"Email #2": "email", "Email": "ignore", "grade": "scale.grade"},
    )
    assert found["Email"].field == "ignore"
    assert found["Email #2"].field == "email"
    assert found["Grade"].field == "scale.grade"


def test_a_mapped_header_that_is_not_there_is_a_problem() -> None:
    _, journal = matched("mentors", "Profession", Profesion="expertise")
    (problem,) = journal.problems
    assert "'Profesion'" in problem
    assert "Did you mean 'Profession'" in problem


@pytest.mark.parametrize("role", ROLES)
def test_no_alias_means_two_fields(role: Role) -> None:
    meanings = defaultdict(set)
    for name, phrases in _phrases().items():
        if name in FIELDS[role]:
            for phrase in phrases:
                meanings[header_key(phrase)].add(name)
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}
    assert set(aliases(role).values()) <= set(FIELDS[role])
    unnamed = set(FIELDS[role]) - set(aliases(role).values())
    assert unnamed == set()


def test_an_alias_never_shadows_another_field() -> None:
    for role in ROLES:
        canonical = {f.replace("_", " "): f for f in FIELDS[role]}
        for key, name in aliases(role).items():
            assert canonical.get(key, name) == name
