"""From applications to the people of a round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ..model.people import Mentee, Mentor, Organisation, Rank, SubjectExpert
from ..model.record import Source
from ..model.vocabulary import Vocabulary
from .applicants import UNNAMED, Applicant
from .fields import Role
from .identity import Application
from .journal import Journal
from .needs import mentee_fields
from .offers import expert_fields, mentor_fields
from .organisations import Organisations
from .reading import question, warning
from .references import Directory, Known, directory_of
from .sheets import Row, Sheet
from .values.availability import StatedTimes, read_availability
from .values.languages import read_languages
from .values.lists import shown_options
from .values.topics import TopicReader
from .values.tzinfo import offsets
from .values.zones import read_zone, zone_of_country

if TYPE_CHECKING:
    from .text_topics import TextTagger

__all__ = ["People", "build_people"]

Numbered: TypeAlias = "Sequence[tuple[str, Application]]"
_OPTIONS = ("expertise", "goals")


@dataclass(frozen=True)
class People:
    """The people of a round, by role."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    experts: tuple[SubjectExpert, ...]


def build_people(
    numbered: Mapping[Role, Numbered],
    sheets: Mapping[Role, Sheet],
    organisations: Organisations,
    vocabulary: Vocabulary,
    journal: Journal,
    tagger: TextTagger | None = None,
) -> People:
    """Read all that applications say, once it is known who is who.

    Parameters
    ----------
    numbered : mapping of role to (id, Application) pairs
        The applications that count.
    sheets : mapping of role to Sheet
        The files.
    organisations : Organisations
        Of all files.
    vocabulary : Vocabulary
        What topics there are.
    journal : Journal
        Where findings go.
    tagger : TextTagger or None
        Reads goals by their meaning where they name no topic.
    """
    everybody = _everybody(numbered, organisations)

    def everyone(
        role: Role, make: Callable[[Applicant, TopicReader, str | None], dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        if role not in sheets:
            return
        topics = _topic_reader(sheets[role], vocabulary, tagger)
        directory = directory_of(role, everybody, organisations.all)
        for i, a in numbered.get(role, ()):
            exact = {n: value for n, value in a.kept.row.exact.items() if n != "organisation"}
            common = _common(i, a.kept, organisations, directory, journal)
            yield common | make(a.kept, topics, _country(a.kept, organisations)) | exact

    return People(
        mentors=tuple(
            Mentor(**f) for f in everyone("mentors", lambda a, t, c: mentor_fields(a.row, t, c))
        ),
        mentees=tuple(
            Mentee(**f)
            for f in everyone("mentees", lambda a, t, _: mentee_fields(a.row, t, a.contact))
        ),
        experts=tuple(
            SubjectExpert(**f) for f in everyone("experts", lambda a, t, _: expert_fields(a.row, t))
        ),
    )


def _topic_reader(sheet: Sheet, vocabulary: Vocabulary, tagger: TextTagger | None) -> TopicReader:
    positions = [m.position for f in _OPTIONS for m in sheet.columns.of(f)]
    cells = (cell for p in positions for cell in sheet.table.column(p))
    separator = sheet.recognition.format.separator
    return TopicReader(vocabulary, separator, shown_options(cells), tagger)


def _everybody(numbered: Mapping[Role, Numbered], organisations: Organisations) -> list[Known]:
    return [
        Known(role, i, name, a.kept.email, _organisation_id(a.kept, organisations))
        for role in numbered
        for i, a in numbered[role]
        for name in filter(None, (_name(a.kept, organisations), a.kept.contact))
    ]


def _organisation(applicant: Applicant, organisations: Organisations) -> Organisation | None:
    return applicant.declared or organisations.named(applicant.organisation)


def _organisation_id(applicant: Applicant, organisations: Organisations) -> str | None:
    organisation = _organisation(applicant, organisations)
    return None if organisation is None else organisation.id


def _country(applicant: Applicant, organisations: Organisations) -> str | None:
    organisation = _organisation(applicant, organisations)
    return applicant.country or (organisation.country if organisation else None)


def _name(applicant: Applicant, organisations: Organisations) -> str:
    organisation = _organisation(applicant, organisations)
    own = (organisation.name if organisation else "") or UNNAMED
    if "name" in applicant.row.exact:
        return applicant.name
    return own if organisation and applicant.is_organisation else applicant.name or own


def _common(
    person: str,
    applicant: Applicant,
    organisations: Organisations,
    directory: Directory,
    journal: Journal,
) -> dict[str, Any]:
    """Read what people of all roles have in common."""
    row = applicant.row
    _flag_unnamed(applicant, organisations, journal)
    stated = row.read("availability", read_availability)
    return {
        "id": person,
        "name": _name(applicant, organisations),
        "organisation": _organisation_id(applicant, organisations),
        "email": applicant.email or None,
        "languages": row.read("languages", read_languages, row.sheet.language_level),
        "time_zone": _time_zone(row, stated, _country(applicant, organisations)),
        "availability": stated.windows if stated else None,
        "ranks": _ranks(row),
        "exclusions": row.read("exclusions", directory.exclusions) or (),
        "preferences": row.read("preferences", directory.preferences) or (),
        "submitted": applicant.submitted,
        "source": Source(file=row.place.file, row=row.number, raw=row.raw),
    }


def _flag_unnamed(applicant: Applicant, organisations: Organisations, journal: Journal) -> None:
    if applicant.name or (applicant.is_organisation and applicant.organisation):
        return
    shown = _name(applicant, organisations)
    named = applicant.role == "mentees" and shown != UNNAMED
    remark = warning if named else question
    what = f"No name is given; shown as {shown}"
    journal.remark(applicant.row.place, (remark(what, "Ask for the name."),))


def _ranks(row: Row) -> tuple[Rank, ...]:
    steps = ((scale, row.text(f"scale.{scale}")) for scale in row.sheet.columns.scales)
    return tuple(Rank(scale=scale, step=step) for scale, step in steps if step)


def _time_zone(row: Row, stated: StatedTimes | None, country: str | None) -> str | None:
    """Read the time zone; where the question is blank, from the times stated or the country."""
    if "time_zone" in row.exact:
        return cast("str | None", row.exact["time_zone"])
    answered = row.cell("time_zone")
    named = row.cell("availability") if stated and stated.zone else None
    zone = row.read("time_zone", read_zone, country)
    if stated is None or named is None:
        return zone if answered else _country_zone(row, country)
    spoken = row.sheet.once(read_zone, stated.zone, country)
    if zone is None:
        row.journal.remark(named.place, spoken.remarks, named.text)
        return spoken.value
    if not spoken.value or not {*offsets(spoken.value)} & {*offsets(zone)}:
        what = f"Names the zone {stated.zone}, but the time zone given is {zone}, which is used"
        row.journal.remark(named.place, (warning(what, "Ask which one is right."),), named.text)
    return zone


def _country_zone(row: Row, country: str | None) -> str | None:
    reading = zone_of_country(country)
    if reading.value or row.cell("availability"):
        row.journal.remark(row.place, reading.remarks)
    return reading.value
