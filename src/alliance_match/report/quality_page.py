"""The page and the table of a comparison of somebody's own pairs with the proposal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from ..errors import InputError
from ..quality.report import QualityReport
from ..words import Speech, speech
from ..words.templates import quality as say
from .cells import CSV_ENCODING, neutralise
from .pages import pages
from .svg import n, rect, svg, text

__all__ = ["QUALITY_CSV", "QUALITY_PAGE", "render_quality", "save_quality"]

QUALITY_PAGE = "quality.html"
QUALITY_CSV = "quality.csv"


def save_quality(
    report: QualityReport, folder: Path, language: str = "en", overwrite: bool = False
) -> tuple[Path, ...]:
    """Write the page and the table into a folder; both are made before either is written.

    Parameters
    ----------
    report : QualityReport
        What is written.
    folder : Path
        Created when missing; anything else in it stays.
    language : {"en", "fr", "es"}
        Of the page.
    overwrite : bool
        Whether a page or table that is there may be replaced.

    Returns
    -------
    tuple of Path
        Page and table.

    Raises
    ------
    InputError
        When one of them is there and is not to be replaced, or cannot be written.
    """
    made = {
        folder / QUALITY_PAGE: render_quality(report, language).encode(),
        folder / QUALITY_CSV: _csv(report).encode(CSV_ENCODING),
    }
    there = [path.name for path in made if path.exists()]
    if there and not overwrite:
        raise InputError(
            f"{folder} holds {' and '.join(there)} already; nothing was written. Name another "
            "folder, or replace what is there (--replace)."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in made.items():
            path.write_bytes(data)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be written: {error}.") from None
    return tuple(made)


def render_quality(report: QualityReport, language: str = "en") -> str:
    """Render the page: no script, no address outside itself; the same for the same report."""
    to = speech(language)
    picture = Markup(_steps(report, to)) if report.people else None
    template = pages(language).get_template("quality.html.j2")
    return template.render(report=report, picture=picture, words=say)


def _csv(report: QualityReport) -> str:
    out = io.StringIO(newline="")
    rows = report.rows()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({k: neutralise(str(v)) for k, v in row.items()} for row in rows)
    return out.getvalue()


# --- the picture -----------------------------------------------------------------------------

_LEFT, _TOP, _HEIGHT, _WIDTH = 48, 12, 220, 640


def _steps(report: QualityReport, to: Speech) -> str:
    """Draw both lines of steps, from the worst off to the best off."""
    lines = (report.yours_points, report.proposed_points)
    parts = [
        part
        for points in (0, 250, 500, 750, 1000)
        for part in (
            rect(_LEFT, _y(points), _WIDTH, 0.5, "#8a94a0"),
            text(_LEFT - 6, _y(points) + 4, to.marks(points), "end"),
        )
    ]
    parts += [_line(lines[1], "#1c566f", ""), _line(lines[0], "#111", "5 4")]
    for k, (label, dash) in enumerate(((say.YOURS(), "5 4"), (say.PROPOSED(), ""))):
        x, y = _LEFT + 200 * k, _TOP + _HEIGHT + 20
        colour = "#1c566f" if k else "#111"
        parts.append(_path(f"M{n(x)} {n(y)}H{n(x + 30)}", colour, dash))
        parts.append(text(x + 38, y + 4, to.say(label), "start"))
    values = {
        f"{who}_{what}": value
        for who, points in zip(("yours", "proposed"), lines, strict=True)
        for what, value in (
            ("none", report.people - getattr(report, f"{who}_matched")),
            ("half", points[(len(points) - 1) // 2]),
            ("most", points[-1]),
        )
    }
    about = say.PICTURE_ABOUT(**values)
    size = _LEFT + _WIDTH + 12, _TOP + _HEIGHT + 34
    return svg("steps", say.PICTURE(), about, to, *size, parts)


def _line(points: Sequence[int], colour: str, dash: str) -> str:
    """Draw one step a mentee."""
    step = _WIDTH / len(points)
    path = [f"M{n(_LEFT)} {n(_y(points[0]))}"]
    for k, one in enumerate(points):
        path.append(f"V{n(_y(one))}H{n(_LEFT + (k + 1) * step)}")
    return _path("".join(path), colour, dash)


def _path(path: str, colour: str, dash: str) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _y(points: int) -> float:
    return _TOP + _HEIGHT * (1 - points / 1000)
