"""How each form tool exports the canonical round, with that tool's quirks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .canonical import Answer, Question, Response, form_of, responses, text_of

__all__ = ["RENDERINGS", "Rendering"]

Rows = list[list[str]]


@dataclass(frozen=True)
class Rendering:
    """An export: how it is called when it is recognised, its file, and what it cannot carry."""

    name: str
    format: str
    file: str
    render: Callable[[str], bytes]
    without: frozenset[str] = frozenset()


def _csv(rows: Iterable[Sequence[str]], *, newline: str = "\n", encoding: str = "utf-8",
         **options: object) -> bytes:  # fmt: skip
    held = io.StringIO()
    csv.writer(held, lineterminator=newline, **options).writerows(rows)  # type: ignore[arg-type]
    return held.getvalue().encode(encoding)


def _cells(form: Sequence[Question], one: Response, separator: str) -> list[str]:
    return [text_of(one.answers[q.field], separator) for q in form]


def _words(form: Sequence[Question]) -> list[str]:
    return [q.words for q in form]


def _table(
    role: str,
    separator: str,
    before: dict[str, Callable[[Response, int], str]],
    after: dict[str, Callable[[Response, int], str]] | None = None,
) -> Rows:
    """One header row, the tool's own columns on the left and on the right."""
    form, after = form_of(role), after or {}
    rows = [[*before, *_words(form), *after]]
    for number, one in enumerate(responses(role), 1):
        left = [cell(one, number) for cell in before.values()]
        right = [cell(one, number) for cell in after.values()]
        rows.append([*left, *_cells(form, one, separator), *right])
    return rows


def _american(t: datetime) -> str:
    return f"{t.month}/{t.day}/{t.year} {t.hour}:{t:%M:%S}"


def _half_day(t: datetime, date: str) -> str:
    return f"{date} {t.hour % 12 or 12}:{t:%M:%S %p}"


def _address(one: Response, number: int) -> str:
    return one.email


# --- plain tables ---------------------------------------------------------------------------------


def _plain_rows(role: str) -> Rows:
    return _table(
        role, "; ", {"Email": _address, "Submitted": lambda one, n: one.sent.isoformat(" ")}
    )


def plain(role: str) -> bytes:
    return _csv(_plain_rows(role))


def european(role: str) -> bytes:
    return b"sep=;\r\n" + _csv(_plain_rows(role), newline="\r\n", delimiter=";", encoding="cp1252")


def unicode_text(role: str) -> bytes:
    return _csv(_plain_rows(role), newline="\r\n", delimiter="\t", encoding="utf-16")


# --- one cell for several options -----------------------------------------------------------------


def google_forms(role: str) -> bytes:
    def stamp(one: Response, number: int) -> str:
        return _half_day(one.sent, f"{one.sent:%Y/%m/%d}") + " GMT+1"

    return _csv(
        _table(role, ";", {"Timestamp": stamp, "Username": _address}), quoting=csv.QUOTE_ALL
    )


def google_sheets(role: str) -> bytes:
    before = {"Timestamp": lambda one, n: _american(one.sent), "Email Address": _address}
    rows = _table(role, ", ", before)
    rows[0] = [f"{h} " for h in rows[0]]
    return _csv([*rows[:3], [""] * len(rows[0]), *rows[3:]])


def microsoft_rows(role: str) -> Rows:
    def ended(one: Response, number: int) -> str:
        return f"{one.sent:%m/%d/%y %H:%M:%S}"

    rows = _table(
        role,
        ";",
        {
            "ID": lambda one, n: str(n),
            "Start time": ended,
            "Completion time": ended,
            "Email": _address,
            "Name": lambda one, n: "",
            "Last modified time": lambda one, n: "",
        },
    )
    at = [n for n, h in enumerate(rows[0]) if "areas" in h]
    for row in rows[1:]:
        for n in at:
            row[n] += ";"
    rows[0][6:] = [h.replace(" (", "\n(").replace(" ", "\u00a0", 1) for h in rows[0][6:]]
    return rows


def microsoft_csv(role: str) -> bytes:
    return _csv(microsoft_rows(role), encoding="utf-8-sig")


def microsoft_xlsx(role: str) -> bytes:
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        for r, row in enumerate(microsoft_rows(role)):
            for c, cell in enumerate(row):
                if r and c in (1, 2):
                    sheet.write_datetime(r, c, datetime.strptime(cell, "%m/%d/%y %H:%M:%S"), moment)  # noqa: DTZ007
                elif r and c == 0:
                    sheet.write_number(r, c, int(cell))
                else:
                    sheet.write_string(r, c, cell)
    return held.getvalue()


def salesforce(role: str) -> bytes:
    created = {"Email": _address, "Submission Date": lambda one, n: one.sent.isoformat(" ")}
    rows = _table(role, ";", created)
    footer = [
        [""],
        [f"Grand Totals ({len(rows) - 1} records)"],
        [""],
        ["Mentorship applications"],
        ["Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."],
        ["Confidential Information - Do Not Distribute"],
        ["Generated By:  Sample Clerk  11/24/2025"],
    ]
    return _csv([*rows, *footer], quoting=csv.QUOTE_ALL, encoding="cp1252")


def airtable(role: str) -> bytes:
    def quoted(answer: Answer) -> Answer:
        if isinstance(answer, str):
            return answer
        return ",".join(f'"{o}"' if "," in o else o for o in answer)

    form = form_of(role)
    rows = [[*_words(form), "Email", "Submitted"]]
    for one in responses(role):
        cells = [text_of(quoted(one.answers[q.field]), ",") for q in form]
        rows.append([*cells, one.email, one.sent.isoformat(" ")])
    return _csv(rows, encoding="utf-8-sig")


def jotform(role: str) -> bytes:
    def stamp(one: Response, number: int) -> str:
        return _half_day(one.sent, f"{one.sent:%b} {one.sent.day}, {one.sent.year}")

    after = {
        "Email": _address,
        "Submission IP": lambda one, n: "192.0.2.1",
        "Submission ID": lambda one, n: str(5_600_000_000 + n),
    }
    return _csv(_table(role, "\n", {"Submission Date": stamp}, after), quoting=csv.QUOTE_ALL)


# --- a column for each option ---------------------------------------------------------------------


def _spread(
    form: Sequence[Question], header: Callable[[Question, str], str], summary: bool = False
) -> list[tuple[str, Question, str | None]]:
    """List the columns of a form: one for each option of a question that has some."""
    columns: list[tuple[str, Question, str | None]] = []
    for question in form:
        if summary or not question.options:
            columns.append((question.words, question, None))
        columns += [(header(question, o), question, o) for o in question.options]
    return columns


def _marked(
    columns: Sequence[tuple[str, Question, str | None]],
    one: Response,
    yes: Callable[[str], str],
    no: str,
    separator: str = " ",
) -> list[str]:
    cells = []
    for _, question, option in columns:
        answer = one.answers[question.field]
        if option is None:
            cells.append(text_of(answer, separator))
        else:
            cells.append(yes(option) if option in answer else no)
    return cells


def surveymonkey(role: str) -> bytes:
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
    own += ["Email Address", "First Name", "Last Name", "Custom Data 1"]
    form = form_of(role)
    top, below = list(own), [""] * len(own)
    columns = _spread(form, lambda q, o: o)
    for n, (_, question, option) in enumerate(columns):
        first = n == 0 or columns[n - 1][1] is not question
        top.append(question.words if first else "")
        below.append("Open-Ended Response" if option is None else option)
    rows = [top, below]
    for number, one in enumerate(responses(role), 118_052_219_061):
        stamp = _half_day(one.sent, f"{one.sent:%m/%d/%Y}")
        left = [str(number), "446111201", stamp, stamp, "", one.email, "", "", ""]
        rows.append([*left, *_marked(columns, one, str, "")])
    return _csv(rows)


def _qualtrics(role: str, with_json: bool) -> bytes:
    own = {
        "StartDate": "Start Date",
        "EndDate": "End Date",
        "Status": "Response Type",
        "Progress": "Progress",
        "Finished": "Finished",
        "ResponseId" if with_json else "ResponseID": "Response ID",
        "RecipientEmail": "Recipient Email",
        "UserLanguage": "User Language",
    }
    form = form_of(role)
    columns = _spread(form, lambda q, o: f"{q.words} - Selected Choice - {o}")
    number = {q.field: n for n, q in enumerate(form, 1)}
    ids, said = list(own), [json.dumps({"ImportId": key, "timeZone": "UTC"}) for key in own]
    for _, question, option in columns:
        qid = f"Q{number[question.field]}"
        at = None if option is None else question.options.index(option) + 1
        ids.append(qid if at is None else f"{qid}_{at}")
        told = {"ImportId": f"QID{number[question.field]}"}
        said.append(json.dumps(told if at is None else told | {"choiceId": str(at)}))
    rows = [ids, [*own.values(), *(header for header, _, _ in columns)]]
    rows += [said] if with_json else []
    for n, one in enumerate(responses(role)):
        stamp = f"{one.sent:%Y-%m-%d %H:%M:%S}"
        left = [stamp, stamp, "IP Address", "100", "True", f"R_{n:03}", one.email, "EN"]
        rows.append([*left, *_marked(columns, one, str, "")])
        if n == 3:
            rows.append([*left[:2], "Survey Preview", *left[3:], *_marked(columns, one, str, "")])
    return _csv(rows)


def qualtrics(role: str) -> bytes:
    return _qualtrics(role, with_json=True)


def qualtrics_old(role: str) -> bytes:
    return _qualtrics(role, with_json=False)


def kobo(role: str) -> bytes:
    columns = _spread(form_of(role), lambda q, o: f"{q.words}/{o}", summary=True)
    end = ["Email", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]
    header = ["start", "end", *(h for h, _, _ in columns), *end]
    rows = [header, ["", "", "#contact +name", *[""] * (len(header) - 3)]]
    for n, one in enumerate(responses(role), 1):
        stamp = f"{one.sent:%Y-%m-%dT%H:%M:%S}"
        right = [one.email, str(9000 + n), f"uuid-{n}", stamp, "", str(n)]
        rows.append([stamp, stamp, *_marked(columns, one, lambda o: "1", "0"), *right])
    return _csv(rows, newline="\r\n", delimiter=";", quoting=csv.QUOTE_ALL)


def _odk(role: str, stamp: Callable[[datetime], str]) -> bytes:
    """Names of fields as a form's maker chooses them, in groups."""
    form = [Question(q.field, f"application-{q.field}", q.options) for q in form_of(role)]
    columns = _spread(form, lambda q, o: f"{q.words}/{o}")
    header = [
        "SubmissionDate",
        *(h for h, _, _ in columns),
        "contact-email",
        "meta-instanceID",
        "KEY",
    ]
    rows = [header]
    for n, one in enumerate(responses(role)):
        right = [one.email, f"uuid:{n}", f"uuid:{n}"]
        rows.append([stamp(one.sent), *_marked(columns, one, lambda o: "1", "0"), *right])
    return _csv(rows)


def odk_central(role: str) -> bytes:
    return _odk(role, lambda t: f"{t:%Y-%m-%dT%H:%M:%S}.120Z")


def odk_briefcase(role: str) -> bytes:
    return _odk(role, lambda t: _half_day(t, f"{t:%b} {t.day}, {t.year}"))


def limesurvey(role: str) -> bytes:
    columns = _spread(form_of(role), lambda q, o: f"{q.words} [{o}]")
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
    rows = [[*header, *(h for h, _, _ in columns), "Email"]]
    for n, one in enumerate(responses(role), 4):
        left = [str(n), f"{one.sent:%Y-%m-%d %H:%M:%S}", "2", "en", "1234567"]
        rows.append([*left, *_marked(columns, one, lambda o: "Yes", "No"), one.email])
    text = _csv(rows, newline="\r\n", delimiter=";", quoting=csv.QUOTE_ALL, encoding="utf-8-sig")
    return text + b"\r\n"


def typeform(role: str) -> bytes:
    columns = _spread(form_of(role), lambda q, o: o)
    own = ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)"]
    rows = [["#", *(h for h, _, _ in columns), "Email", *own, "Network ID", "Tags", "Ending"]]
    for n, one in enumerate(responses(role)):
        stamp = f"{one.sent:%Y-%m-%d %H:%M:%S}"
        right = [one.email, "completed", stamp, "", stamp, "98eebf3737", "", ""]
        rows.append([f"hefup{n:03}", *_marked(columns, one, str, ""), *right])
    return _csv(rows)


def pushfar(role: str) -> bytes:
    """Names, role, places and ids of categories: there is no more to it."""
    form = {q.field: q for q in form_of(role)}
    topics = "expertise" if role == "mentors" else "goals"
    header = ["Full Name", "Email", "Organisation", "Role", "Maximum Mentees", "Categories"]
    rows = [header]
    for one in responses(role):
        answers = one.answers
        categories = text_of(answers[form[topics].field], ";")
        places = str(answers.get("capacity", ""))
        named = [str(answers["name"]), one.email, str(answers["organisation"])]
        rows.append([*named, role[:-1].title(), places, categories])
    other = "Mentee" if role == "mentors" else "Mentor"
    rows.insert(3, ["Somebody Else", "else@example.org", "Other Association", other, "", ""])
    return _csv(rows)


_ONLY_TOPICS = frozenset(
    {"country", "time_zone", "languages", "availability", "expertise_text", "hours_per_month",
     "panel_status", "goal_text", "stage", "submitted"}
)  # fmt: skip

RENDERINGS = (
    Rendering("plain csv", "plain table", "plain.csv", plain),
    Rendering("European csv", "plain table", "european.csv", european),
    Rendering("Excel Unicode text", "plain table", "unicode.txt", unicode_text),
    Rendering("Google Forms", "Google Forms CSV", "gforms.csv", google_forms),
    Rendering("Google Sheets", "Google Sheets", "gsheets.csv", google_sheets),
    Rendering("Microsoft Forms csv", "Microsoft Forms", "msforms.csv", microsoft_csv),
    Rendering("Microsoft Forms xlsx", "Microsoft Forms", "msforms.xlsx", microsoft_xlsx),
    Rendering("SurveyMonkey", "SurveyMonkey", "surveymonkey.csv", surveymonkey),
    Rendering("Qualtrics, three header rows", "Qualtrics", "qualtrics3.csv", qualtrics),
    Rendering("Qualtrics, two header rows", "Qualtrics", "qualtrics2.csv", qualtrics_old),
    Rendering("KoboToolbox", "KoboToolbox", "kobo.csv", kobo),
    Rendering("ODK Central", "ODK", "central.csv", odk_central),
    Rendering("ODK Briefcase", "ODK", "briefcase.csv", odk_briefcase),
    Rendering("LimeSurvey", "LimeSurvey", "limesurvey.csv", limesurvey),
    Rendering("Typeform", "Typeform", "typeform.csv", typeform),
    Rendering("Salesforce report", "Salesforce report", "salesforce.csv", salesforce),
    Rendering("Airtable", "Airtable", "airtable.csv", airtable),
    Rendering("Jotform", "Jotform", "jotform.csv", jotform),
    Rendering("PushFar upload", "PushFar upload", "pushfar.csv", pushfar, _ONLY_TOPICS),
)
