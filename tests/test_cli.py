"""The command line as a person meets it: what is printed, and the exit status."""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_match import Policy, cli
from alliance_match.report.console import look_first
from alliance_match.report.records import Attention, Link
from alliance_match.words import speech
from alliance_match.words.templates import counts

DATA = Path(__file__).parents[1] / "examples" / "data"


def run(capsys, monkeypatch, *args):
    """Run the command line in this process; give exit status, output and errors."""
    monkeypatch.setattr(sys, "argv", ["alliance-match", *map(str, args)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    out = capsys.readouterr()
    return stopped.value.code or 0, out.out, out.err


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "alliance_match", "demo", "--out", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return folder, ran.stdout


def test_demo_ends_with_a_proposal_and_what_to_look_at_first(demo):
    folder, printed = demo
    assert "16 of 18 mentees matched" in printed
    assert "Look at first:" in printed
    assert str(folder / "dossier.html") in printed
    expected = {
        "dossier.html",
        "proposal.csv",
        "proposal.xlsx",
        "unmatched.csv",
        "questions.csv",
        "completeness.csv",
        "certificate.xlsx",
        "decisions.csv",
        "decisions.xlsx",
    }
    assert {p.name for p in folder.iterdir()} == expected | {
        "why-not.html",
        "letters",
        "intake-report.csv",
        "bundle.json",
    }
    assert "@" not in printed


#: Words of the frame around a proposal that are in one language only.
FRAMES = {
    "en": ("The example round", "Read mentors.csv", "15 rows", "Look at first:", "more in the"),
    "fr": (
        *("La session d’exemple", "Fichier lu\u00a0: mentors.csv", "15 lignes\u00a0:"),
        *("À regarder en premier", "de plus dans le dossier"),
    ),
    "es": (
        *("La ronda de ejemplo", "Archivo leído: mentors.csv", "15 filas"),
        *("Lo primero", "más en el informe"),
    ),
}


@pytest.mark.parametrize("language", FRAMES)
def test_demo_speaks_the_language_asked_for(capsys, monkeypatch, tmp_path, language):
    status, printed, _ = run(
        capsys, monkeypatch, "demo", "--out", tmp_path / "out", "--language", language
    )
    assert status == 0
    for one, words in FRAMES.items():
        for said in words:
            assert (said in printed) == (one == language), said
    assert run(capsys, monkeypatch, "verify", tmp_path / "out")[0] == 0
    told = run(capsys, monkeypatch, "explain", tmp_path / "out", "E04", "--language", "en")[1]
    assert told.startswith("Proposed: mentee Deniz Deneme")


@pytest.mark.parametrize(
    ("language", "nothing", "everybody"),
    [
        ("en", "Nothing needs a second look.", "Every mentee has a mentor."),
        ("fr", "Rien ne demande à être revu.", "Chaque mentoré a un mentor."),
        ("es", "Nada necesita una segunda mirada.", "Todos los mentorizados tienen mentor."),
    ],
)
def test_where_nothing_is_to_be_said_it_is_said_in_the_language(
    capsys, monkeypatch, tmp_path, language, nothing, everybody
):
    mentors = (
        "name,organisation,country,membership,panel_status,expertise,languages,capacity,time_zone,"
        "availability,stages,mentoring_experience,hours_per_month\n"
        "Ann Sample,Org A,France,full,approved,Fundraising events (level 3),English C1,1,"
        "Europe/Paris,Mon 9:00-17:00,Emerging,3,4\n"
    )
    mentees = (
        "name,organisation,country,membership,goal_1,languages,time_zone,availability,stage\n"
        "Bo Example,Org B,France,full,Fundraising events,English C1,Europe/Paris,"
        "Mon 9:00-17:00,Emerging\n"
    )
    said = propose(capsys, monkeypatch, tmp_path, mentors, mentees, "--language", language)
    assert said[0] == 0
    assert f"\n{nothing}\n" in said[1]
    args = "explain", tmp_path / "out", "--unmatched", "--language", language
    assert run(capsys, monkeypatch, *args)[1] == f"{everybody}\n"


def test_a_conflict_is_told_in_the_language_asked_for(capsys, monkeypatch, tmp_path):
    decisions = tmp_path / "decisions.csv"
    propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)
    decisions.write_text(
        "mentee,mentor,decision\nBo Example,Ann Sample,pin\nCy Example,Ann Sample,pin\n", "utf-8"
    )
    mentees = MENTEES + "Cy Example,Org C,Fundraising events,English B2\n"
    more = "--decisions", decisions, "--language", "fr"
    status, printed, error = propose(capsys, monkeypatch, tmp_path, MENTORS, mentees, *more)
    assert status == 2
    assert error.startswith("Aucune proposition n’est possible\u00a0: ")
    assert error.endswith(
        f"La proposition précédente, dans {tmp_path / 'out'}, est restée telle quelle.\n"
    )
    assert "decisions.csv (décisions), 2 lignes\u00a0: 2 décisions" in printed


def test_verify_says_what_holds_and_what_does_not(demo, capsys, monkeypatch, tmp_path):
    folder, _ = demo
    status, printed, _ = run(capsys, monkeypatch, "verify", folder)
    assert status == 0
    assert "best possible" in printed
    bundle = json.loads((folder / "bundle.json").read_text("utf-8"))
    bundle["pairs"][0]["points"] += 1
    (tmp_path / "bundle.json").write_text(json.dumps(bundle), "utf-8")
    status, printed, _ = run(capsys, monkeypatch, "verify", tmp_path)
    assert status == 2
    assert "FAIL" in printed
    assert "pairs" in printed


def test_verify_and_redact_speak_the_language_asked_for(demo, capsys, monkeypatch, tmp_path):
    folder, _ = demo
    out = tmp_path / "bare"
    status, printed, _ = run(
        capsys, monkeypatch, "redact", folder, "--out", out, "--language", "es"
    )
    assert status == 0
    assert "Escrito en" in printed
    assert "asociación pequeña" in printed
    status, printed, _ = run(capsys, monkeypatch, "verify", out, "--language", "fr")
    assert status == 0
    assert "Tout ce qui peut être recalculé est juste." in printed
    status, _, error = run(capsys, monkeypatch, "redact", folder, "--out", out)
    assert status == 2
    assert "name a new folder" in error
    status, printed, _ = run(capsys, monkeypatch, "verify", folder, "--previous", out)
    assert status == 2
    assert "it follows no record" in printed


def test_propose_again_follows_the_record_before(capsys, monkeypatch, tmp_path):
    assert propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)[0] == 0
    (tmp_path / "out").rename(tmp_path / "first")
    more = "--previous", tmp_path / "first"
    assert propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES, *more)[0] == 0
    status, printed, _ = run(capsys, monkeypatch, "verify", tmp_path / "out", *more)
    assert status == 0
    assert "it follows the record" in printed


def test_explain_by_id_and_name(demo, capsys, monkeypatch):
    folder, _ = demo
    status, by_id, _ = run(capsys, monkeypatch, "explain", folder, "E02")
    assert status == 0
    assert run(capsys, monkeypatch, "explain", folder, "Ana Exemplo")[1] == by_id
    status, printed, _ = run(capsys, monkeypatch, "explain", folder, "E02", "--why-not", "M13")
    assert status == 0
    assert re.search(r"would cost the round|not eligible", printed)
    status, _, error = run(capsys, monkeypatch, "explain", folder, "E2")
    assert status == 2
    assert "Did you mean" in error


def test_template_writes_forms_and_never_over_filled_ones(capsys, monkeypatch, tmp_path):
    topics = tmp_path / "topics.toml"
    topics.write_text('[[area]]\nid = "A"\nlabel = { en = "Gardening" }\n', "utf-8")
    forms = tmp_path / "forms"
    status, printed, _ = run(
        capsys, monkeypatch, "template", "--out", forms, "--vocabulary", topics
    )
    assert status == 0
    expected = [str(forms / f"{role}.xlsx") for role in ("mentors", "mentees", "experts")]
    assert printed.split() == expected
    status, _, error = run(capsys, monkeypatch, "template", "--out", forms)
    assert status == 2
    assert "already; nothing was written" in error
    assert run(capsys, monkeypatch, "template", "--out", forms, "--format", "csv")[0] == 0
    status, _, error = run(
        capsys, monkeypatch, "propose", forms / "mentors.csv", forms / "mentees.csv"
    )
    assert status == 2
    assert "there is no application yet" in error
    status, _, error = run(capsys, monkeypatch, "template", "--out", forms, "--format", "pdf")
    assert status == 2
    assert "Say 'xlsx' or 'csv'" in error


def test_policy_prints_what_can_be_read_back(capsys, monkeypatch):
    status, printed, _ = run(capsys, monkeypatch, "policy")
    assert status == 0
    assert Policy.from_toml(printed) == Policy()
    assert "#" in printed


@pytest.fixture
def empty_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_inspect_shows_every_column(capsys, monkeypatch, empty_folder):
    status, printed, _ = run(capsys, monkeypatch, "inspect", DATA / "mentors.csv")
    assert status == 0
    assert "Google Forms CSV" in printed
    assert "Written to mapping.toml" in printed
    written = (empty_folder / "mapping.toml").read_text("utf-8")
    assert "[mentors.columns]" in written
    with (DATA / "mentors.csv").open(encoding="utf-8", newline="") as file:
        for header in next(csv.reader(file)):
            assert header.split("\n")[0] in printed
            assert header.split("\n")[0] in written
    assert "@example.org" not in re.sub(r"\w\*\*\*@", "", printed + written)


ODD_MENTORS = (
    "Name,Prof,Chair,Room,Offered projects,Max theses,Methods,Sabbatical,Budget,Ext,A,B,C,D,E,F,G\n"
    "a,Ann,One,B1,Graphs,1,proofs,no,3 EUR,44,1,2,3,4,5,6,7\n"
    "b,Cy,Two,B2,Logic,2,tests,no,4 EUR,45,1,2,3,4,5,6,7\n"
)


def test_inspect_says_first_what_stops_then_what_is_asked_and_counts_the_rest(
    capsys, monkeypatch, empty_folder
):
    (empty_folder / "odd.csv").write_text(ODD_MENTORS.replace("Name,", "Key,"), "utf-8")
    _, printed, _ = run(capsys, monkeypatch, "inspect", "odd.csv", "--role", "mentors")
    lines = printed.splitlines()
    assert lines[1] == "  Stops the run: no column for organisation and name."
    assert lines[2].startswith("  Asked")
    assert "'Prof' -> is it name? (no column is read as name" in lines[3]
    assert "'Chair' -> is it organisation? (no column is read as organisation" in lines[5]
    assert "71  'Offered projects' -> is it expertise?" in lines[7]
    assert "Graphs | Logic" in lines[8]
    assert printed.count("Offered projects") == 1
    assert "Not read, 13: 'Key'," in printed
    assert "and 1 more." in printed
    assert len(lines) < 20
    _, every, _ = run(
        capsys, monkeypatch, "inspect", "odd.csv", "--role", "mentors", "--all", "--replace"
    )
    written = (empty_folder / "mapping.toml").read_text("utf-8")
    for header in ODD_MENTORS.splitlines()[0].split(",")[1:]:
        assert f"'{header}' -> " in every
        assert f'"{header}" = ' in written


def test_columns_are_listed_once_where_what_is_needed_is_missing(capsys, monkeypatch, tmp_path):
    status, _, error = propose(capsys, monkeypatch, tmp_path, ODD_MENTORS, MENTEES)
    assert status == 2
    status, _, error = propose(
        capsys, monkeypatch, tmp_path, ODD_MENTORS.replace("Name,", "Key,"), MENTEES
    )
    assert "no column holds the name" in error
    assert "no column holds the organisation" in error
    assert error.count("'Prof'") == error.count("alliance-match inspect") == 1
    assert "17: 'Key', 'Prof'" in error
    assert "and 5 more" in error


def test_what_holds_for_many_alike_is_printed_once():
    links = [("A", "same"), ("B", "same"), ("C", "other"), ("D", ""), ("E", ""), ("F", "same")]
    notice = Attention(
        counts.PAIRS(count=6), counts.PAIRS(count=6), tuple(Link(a, "#", b) for a, b in links), 6
    )
    assert look_first([notice], speech("en")).splitlines()[1:] == [
        "  6 pairs",
        "    - A and B: same",
        "    - C: other",
        "    - D",
        "    - E",
        "    ... and 1 more in the dossier",
    ]


def test_inspect_never_writes_over_a_mapping_unless_told(capsys, monkeypatch, empty_folder):
    mapping = empty_folder / "mapping.toml"
    mapping.write_text("# mine\n", "utf-8")
    status, printed, _ = run(capsys, monkeypatch, "inspect", DATA / "mentors.csv")
    assert (status, mapping.read_text("utf-8")) == (0, "# mine\n")
    for way in ("left as it is", "--mapping mapping.toml", "--replace", "--out"):
        assert way in printed
    run(capsys, monkeypatch, "inspect", DATA / "mentors.csv", "--replace")
    assert "[mentors.columns]" in mapping.read_text("utf-8")
    run(capsys, monkeypatch, "inspect", DATA / "mentors.csv", "-o", "other.toml")
    assert (empty_folder / "other.toml").read_bytes() == mapping.read_bytes()


def test_inspect_tells_of_every_file_that_cannot_be_read(capsys, monkeypatch, empty_folder):
    (empty_folder / "empty.csv").write_text("", "utf-8")
    files = ("empty.csv", DATA / "mentees.csv", "nowhere.csv")
    status, printed, error = run(capsys, monkeypatch, "inspect", *files)
    assert status == 2
    assert "mentees.csv: " in printed
    assert "empty.csv" in error
    assert "nowhere.csv" in error
    status, _, error = run(capsys, monkeypatch, "inspect", files[1], "--role", "mentee")
    assert status == 2
    assert "Did you mean 'mentees'" in error


def propose(capsys, monkeypatch, tmp_path, mentors, mentees, *more):
    files = {}
    for name, content in (("mentors", mentors), ("mentees", mentees)):
        files[name] = tmp_path / f"{name}.csv"
        if content is not None:
            files[name].write_text(content, "utf-8")
    paths = files["mentors"], files["mentees"]
    return run(capsys, monkeypatch, "propose", *paths, "--out", tmp_path / "out", *more)


MENTORS = (
    "name,organisation,expertise,languages,capacity\n"
    "Ann Sample,Org A,Fundraising events,English C1,1\n"
)
MENTEES = "name,organisation,goal_1,languages\nBo Example,Org B,Fundraising events,English B2\n"


def test_two_plain_files_are_enough(capsys, monkeypatch, tmp_path):
    status, printed, _ = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)
    assert status == 0
    assert "1 of 1 mentee matched" in printed


@pytest.mark.parametrize(
    ("mentors", "mentees", "words"),
    [
        (None, MENTEES, ["mentors.csv"]),
        ("", MENTEES, ["mentors.csv", "empty"]),
        ("<html><body>Sign in</body></html>", MENTEES, ["mentors.csv"]),
        ("name,organisation\n", MENTEES, ["mentors.csv"]),
        (MENTORS, "name,organisation,goal_1\n", ["mentees.csv"]),
        ("", "", ["mentors.csv", "mentees.csv"]),
        (
            "id,name,organisation\n1,Ann Sample,Org A\n1,Cy Sample,Org C\n",
            MENTEES,
            ["mentors.csv", "rows 2 and 3", "'1'"],
        ),
    ],
)
def test_files_that_cannot_be_used_are_all_named(
    capsys, monkeypatch, tmp_path, mentors, mentees, words
):
    status, _, error = propose(capsys, monkeypatch, tmp_path, mentors, mentees)
    assert status == 2
    for word in words:
        assert word in error
    assert "Traceback" not in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("cell", "words"),
    [("-1", "-1"), ("many", "many")],
)
def test_odd_capacities_are_reported_and_nobody_is_lost(capsys, monkeypatch, tmp_path, cell, words):
    mentors = MENTORS.replace(",1\n", f",{cell}\n")
    status, printed, _ = propose(capsys, monkeypatch, tmp_path, mentors, MENTEES)
    assert status == 0
    assert "1 of 1 mentee matched" in printed
    report = (tmp_path / "out" / "intake-report.csv").read_text("utf-8-sig")
    assert words in report
    assert "capacity" in report


def test_an_unknown_topic_is_a_question_and_the_goal_is_kept(capsys, monkeypatch, tmp_path):
    mentees = MENTEES.replace("Fundraising events", "Basket weaving")
    status, _, _ = propose(capsys, monkeypatch, tmp_path, MENTORS, mentees)
    assert status == 0
    assert "Basket weaving" in (tmp_path / "out" / "intake-report.csv").read_text("utf-8-sig")
    assert "Basket weaving" in (tmp_path / "out" / "dossier.html").read_text("utf-8")


def test_contradictory_pins_end_with_2_and_a_dossier_that_says_why(capsys, monkeypatch, tmp_path):
    mentees = MENTEES + "Cy Example,Org C,Fundraising events,English B2\n"
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "mentee,mentor,decision,who,why\n"
        "Bo Example,Ann Sample,pin,Chair,agreed\nCy Example,Ann Sample,pin,Treasurer,agreed\n",
        "utf-8",
    )
    status, printed, error = propose(
        capsys, monkeypatch, tmp_path, MENTORS, mentees, "--decisions", decisions
    )
    assert status == 2
    assert "contradict" in error
    assert printed.count("Bo Example (E01) is pinned to Ann Sample (M01), who has 1 place") == 1
    assert "nobody:" not in printed
    assert "column" not in printed + error
    assert (tmp_path / "out" / "dossier.html").exists()
    with (tmp_path / "out" / "unmatched.csv").open(encoding="utf-8-sig", newline="") as file:
        reasons = {row["reason"] for row in csv.DictReader(file)}
    assert reasons == {
        "There is no proposal for anybody: the committee's pins contradict each other."
    }


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_run_without_a_proposal_leaves_the_earlier_one_as_it_was(capsys, monkeypatch, tmp_path):
    good, _, _ = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)
    assert good == 0
    out, before = tmp_path / "out", contents(tmp_path / "out")
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "mentee,mentor,decision,who\nBo Example,Ann Sample,pin,Committee\n"
        "Cy Example,Ann Sample,pin,Committee\n",
        "utf-8",
    )
    mentees = MENTEES + "Cy Example,Org C,Fundraising events,English B2\n"
    for _ in range(2):  # the folder beside it is written again
        status, printed, error = propose(
            capsys, monkeypatch, tmp_path, MENTORS, mentees, "--decisions", decisions
        )
        assert status == 2
        assert contents(out) == before
        assert f"The earlier proposal in {out} is as it was" in error
        assert str(tmp_path / "out-conflict" / "dossier.html") in printed
        told = (tmp_path / "out-conflict" / "dossier.html").read_text("utf-8")
        assert "who has 1 place (decided by Committee)" in told
    assert {p.name for p in tmp_path.glob("out*")} == {"out", "out-conflict"}


def test_files_that_number_their_people_alike_are_of_different_people(
    capsys, monkeypatch, tmp_path
):
    mentors, mentees = (
        f"id,{text.splitlines()[0]}\n1,{text.splitlines()[1]}\n" for text in (MENTORS, MENTEES)
    )
    status, printed, _ = propose(capsys, monkeypatch, tmp_path, mentors, mentees)
    assert status == 0
    assert "1 of 1 mentee matched" in printed
    told = run(capsys, monkeypatch, "explain", tmp_path / "out", "1", "--why-not", "1")[1]
    assert "Bo Example (1) with Ann Sample (1) is the proposal" in told


def test_a_mistyped_policy_names_the_nearest_key(capsys, monkeypatch, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text("weak_belw = 3\n", "utf-8")
    status, _, error = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES, "--policy", policy)
    assert status == 2
    assert "weak_below" in error


def test_shuffled_files_give_the_same_proposal_byte_for_byte(demo, capsys, monkeypatch, tmp_path):
    folder, _ = demo
    rng = random.Random(20261124)
    for name in ("mentors.csv", "mentees.csv", "experts.csv"):
        with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        rng.shuffle(rows)
        with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    files = (
        tmp_path / "mentors.csv",
        tmp_path / "mentees.csv",
        "--experts",
        tmp_path / "experts.csv",
    )
    status, _, _ = run(capsys, monkeypatch, "propose", *files, "--out", tmp_path / "out")
    assert status == 0
    assert (tmp_path / "out" / "proposal.csv").read_bytes() == (
        folder / "proposal.csv"
    ).read_bytes()
    pairs = [
        json.dumps(json.loads((f / "bundle.json").read_text("utf-8"))["pairs"])
        for f in (folder, tmp_path / "out")
    ]
    assert pairs[0] == pairs[1]


def test_look_edit_and_look_again(capsys, monkeypatch, empty_folder):
    """What was asked is answered in the file that inspect wrote; then nothing is asked."""
    (empty_folder / "mentors.csv").write_text(
        "Name,Organisation,Pub quiz,Shoe size,Capacity\n"
        "Ann Sample,Org A,English,38,1\nCy Sample,Org C,French,39,1\n",
        "utf-8",
    )
    (empty_folder / "mentees.csv").write_text(MENTEES, "utf-8")
    files = "mentors.csv", "mentees.csv"
    status, printed, _ = run(capsys, monkeypatch, "inspect", *files)
    assert status == 0
    assert "1 question on columns" in printed
    assert "is it languages?" in printed
    saved = empty_folder / "mapping.toml"
    text = saved.read_text("utf-8")
    text = text.replace('"Pub quiz" = "?"', '"Pub quiz" = "languages"')
    saved.write_text(text.replace('"Shoe size" = "?"', '"Shoe size" = "ignore"'), "utf-8")
    for command in (("inspect", *files), ("propose", *files, "--out", "out")):
        status, printed, error = run(capsys, monkeypatch, *command, "--mapping", "mapping.toml")
        assert status == 0, error
    status, printed, _ = run(capsys, monkeypatch, "inspect", *files, "--mapping", "mapping.toml")
    assert "No questions on columns" in printed
    assert "mapping.toml settles every column" in printed
    assert '"Pub quiz" = "languages"' in saved.read_text("utf-8")
    with (empty_folder / "out" / "intake-report.csv").open(encoding="utf-8-sig", newline="") as f:
        found = list(csv.DictReader(f))
    assert not [row for row in found if row["column"] and not row["row"]]


def test_every_column_that_is_not_read_is_named_until_somebody_says_ignore(
    capsys, monkeypatch, empty_folder
):
    (empty_folder / "mentors.csv").write_text(
        "Name,Organisation,Q&A,Shoe,Sock,Hat,Glove,Belt,Nothing,Wer kommt nicht in Frage?\n"
        "Ann Sample,Org A,a,b,c,d,e,f,,Bo Probe\nBo Probe,Org B,g,h,i,j,k,l,,\n",
        "utf-8",
    )
    (empty_folder / "mentees.csv").write_text(MENTEES, "utf-8")
    files = "mentors.csv", "mentees.csv"
    unread = ("Wer kommt nicht in Frage?", "Belt", "Glove", "Hat", "Q&A", "Shoe", "Sock")
    run(capsys, monkeypatch, "inspect", *files)
    for mapping in ((), ("--mapping", "mapping.toml")):
        _, printed, _ = run(capsys, monkeypatch, "propose", *files, *mapping, "--out", "out")
        assert "Columns that nothing is read from (7)" in printed
        at = [printed.index(f"column “{header}”") for header in unread]
        assert at == sorted(at)
        assert "“Nothing”" not in printed
    saved = empty_folder / "mapping.toml"
    saved.write_text(saved.read_text("utf-8").replace('" = "?"', '" = "ignore"'), "utf-8")
    _, printed, _ = run(capsys, monkeypatch, "propose", *files, *mapping, "--out", "out")
    assert "Columns that nothing is read from" not in printed
    report = (empty_folder / "out" / "intake-report.csv").read_text("utf-8-sig")
    assert "Columns left out, as the mapping says: 'Q&A', 'Shoe'" in report
    assert "say nothing about an applicant" not in report


def test_a_row_that_is_left_out_and_holds_words_is_named(capsys, monkeypatch, empty_folder):
    note = "Note: Ann Sample can take two (the office)"
    (empty_folder / "mentors.csv").write_text(
        f"Name,Organisation,Shoe,Sock,Hat\nAnn Sample,Org A,a,b,c\n,,{note},,\n,,3,,\n",
        "utf-8",
    )
    (empty_folder / "mentees.csv").write_text(MENTEES, "utf-8")
    _, printed, _ = run(capsys, monkeypatch, "propose", "mentors.csv", "mentees.csv")
    assert "2 dropped rows" in printed
    lines = printed.splitlines()
    at = lines.index("  In the application files")
    assert f"    - mentors.csv, row 3: {note}" in lines[at:]
    assert "mentors.csv, row 4" not in printed


def test_the_mapping_that_inspect_writes_changes_no_proposal(
    demo, capsys, monkeypatch, empty_folder
):
    folder, _ = demo
    names = ("mentors.csv", "mentees.csv", "experts.csv")
    run(capsys, monkeypatch, "inspect", *(DATA / n for n in names))
    files = (DATA / names[0], DATA / names[1], "--experts", DATA / names[2])
    status, _, _ = run(
        capsys, monkeypatch, "propose", *files, "--mapping", "mapping.toml", "--out", "out"
    )
    assert status == 0
    assert (empty_folder / "out" / "proposal.csv").read_bytes() == (
        folder / "proposal.csv"
    ).read_bytes()


def test_a_mapping_that_is_no_toml_is_named(capsys, monkeypatch, tmp_path):
    saved = tmp_path / "columns.toml"
    saved.write_text("name: name", "utf-8")
    files = DATA / "mentors.csv", DATA / "mentees.csv"
    status, _, said = run(capsys, monkeypatch, "propose", *files, "--mapping", saved)
    assert status == 2
    assert "columns.toml" in said
    assert "is not TOML" in said


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["E04"], "Proposed: mentee"),
        (["E17", "--unmatched"], "The least that would get"),
        (["--unmatched"], "has no mentor in this proposal"),
        (["--bottlenecks"], "place"),
        (["--fairness"], "mentee"),
        (["--questions"], "question"),
        (["--others"], "proposal"),
        ([], "16 of 18 mentees matched"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_explain_answers_every_question(demo, capsys, monkeypatch, asked, words):
    folder, _ = demo
    status, printed, _ = run(capsys, monkeypatch, "explain", folder, *asked)
    assert status == 0
    assert words in printed


def test_explain_speaks_json_and_other_languages(demo, capsys, monkeypatch):
    folder, _ = demo
    said = json.loads(
        run(capsys, monkeypatch, "explain", folder, "E04", "--why-not", "M03", "--json")[1]
    )
    assert said["verdict"] == "costs"
    assert said["text"].startswith("Deniz Deneme (E04) with Inés Ejemplo (M03)")
    both = json.loads(run(capsys, monkeypatch, "explain", folder, "--unmatched", "--json")[1])
    assert [one["mentee"]["id"] for one in both] == ["E17", "E18"] * 2
    assert "40,6" in run(capsys, monkeypatch, "explain", folder, "E04", "--language", "fr")[1]


def test_weights_are_suggested_and_nothing_is_changed(demo, capsys, monkeypatch):
    folder, _ = demo
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    status, out, _ = run(capsys, monkeypatch, "weights", folder, "--language", "es")
    assert status == 0
    assert out == "El comité no ha decidido sobre ninguna pareja: no hay nada que aprender.\n"
    _, out, told = run(capsys, monkeypatch, "weights", folder, folder, "--as-policy")
    assert Policy.from_toml(out) == Policy()
    assert told == (
        "The committee has decided on no pair, so there is nothing to learn from. "
        "The policy is printed as it is: it holds no suggestion.\n"
    )
    _, out, _ = run(capsys, monkeypatch, "weights", folder, "--json")
    assert json.loads(out)["status"] == "nothing"
    assert before == {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_explain_refuses_what_it_cannot_answer(demo, capsys, monkeypatch):
    folder, _ = demo
    status, _, error = run(capsys, monkeypatch, "explain", folder, "--why-not", "M03")
    assert status == 2
    assert "needs a mentee" in error


def test_explain_without_a_question_sums_up_in_the_language_asked_for(demo, capsys, monkeypatch):
    folder, _ = demo
    assert "18 mentorés" in run(capsys, monkeypatch, "explain", folder, "--language", "fr")[1]
    rows = json.loads(run(capsys, monkeypatch, "explain", folder, "--json")[1])
    assert [row["mentee"] for row in rows] == [f"E{n:02d}" for n in range(1, 19)]


def test_members_decide_in_copies_and_propose_again(capsys, monkeypatch, tmp_path):
    assert propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)[0] == 0
    out = tmp_path / "out"
    form = (out / "decisions.csv").read_text("utf-8-sig")
    ana, bo = tmp_path / "ana.csv", tmp_path / "bo.csv"
    ana.write_text(form.replace(",,,,,P-", ",accept,,Ana,fits,P-"), "utf-8")
    bo.write_text(form.replace(",,,,,P-", ",veto,,Bo,,P-"), "utf-8")
    files = "--decisions", ana, "--decisions", bo, "--previous", out
    (out / "decisions.csv").write_text(f"{form}edited", "utf-8")
    status, printed, error = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES, *files)
    assert status == 0, error
    assert "Members disagree" in printed
    assert "Ana for it (fits) and Bo against it" in printed
    assert f"Somebody had edited the decisions in {out}: they are kept there as" in printed
    assert (out / "decisions-before.csv").read_text("utf-8") == f"{form}edited"
    again = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES, "--previous", out)
    assert again[0] == 0, again[2]
    assert "Members disagree" in again[1], "what was decided before holds on"
    edited = form.replace("P-", "P-0")
    bo.write_text(edited.replace(",,,,,P-", ",veto,,Bo,,P-"), "utf-8")
    status, _, error = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES, *files)
    assert status == 2
    assert "the proposal that is decided on" in error


def test_what_is_not_read_and_what_does_not_count_is_said_at_once(capsys, monkeypatch, tmp_path):
    avoid = MENTORS.replace("capacity\n", "capacity,Whom do you not want to be matched with?\n")
    avoid = avoid.replace(",1\n", ",1,Org B\n")
    said = tmp_path / "ana.csv"
    said.write_text("mentee,mentor,decision,why\nBo Example,Ann Sample,,look again\n", "utf-8")
    more = "--decisions", said
    status, printed, _ = propose(capsys, monkeypatch, tmp_path, avoid, MENTEES, *more)
    assert status == 0
    first = printed[printed.index("Look at first:") :]
    assert "mentors.csv, column “Whom do you not want to be matched with?”" in first
    assert "ana.csv, row 2: No decision is said in this row" in first


def test_without_a_proposal_nobody_is_said_to_have_lost_a_mentor(capsys, monkeypatch, tmp_path):
    assert propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES)[0] == 0
    pins = tmp_path / "ana.csv"
    pins.write_text("mentee,mentor,decision\nBo Example,Ann Sample,pin\n", "utf-8")
    same = MENTEES.replace("Org B", "Org A")
    more = "--previous", tmp_path / "out", "--decisions", pins
    status, printed, error = propose(capsys, monkeypatch, tmp_path, MENTORS, same, *more)
    assert status == 2
    assert "No proposal is possible" in error
    assert "Nothing needs a second look" not in printed
    assert "no longer" not in printed
    assert "keep their mentor" not in printed


def test_earlier_rounds_are_counted(capsys, monkeypatch, tmp_path):
    more = "Cy Example,Org C,Fundraising events,English B2\n"
    assert propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES + more)[0] == 0
    (tmp_path / "out").rename(tmp_path / "last")
    again = "--history", tmp_path / "last"
    status, printed, _ = propose(capsys, monkeypatch, tmp_path, MENTORS, MENTEES + more, *again)
    assert status == 0
    said = "Read 1 earlier round: 1 pair with a mentor of this round, 1 mentee of this round who"
    assert said in printed


def test_a_wrong_folder_is_told_from_a_record_that_does_not_hold(
    demo, capsys, monkeypatch, tmp_path
):
    status, _, error = run(capsys, monkeypatch, "verify", tmp_path)
    assert status == 2
    assert error.startswith(f"There is no bundle.json in {tmp_path}.")
    status, printed, _ = run(capsys, monkeypatch, "verify", demo[0], "--previous", demo[0])
    assert status == 2
    assert "All else in this folder holds." in printed
    assert "Do not rely on it" not in printed
