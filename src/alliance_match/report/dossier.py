"""The dossier: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..explain.completeness import label_of
from ..explain.words import marks, plural, sentence
from ..words import Message
from .records import DossierView
from .view import presentable

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render_dossier"]


def render_dossier(view: DossierView) -> str:
    """Render the dossier.

    Parameters
    ----------
    view : DossierView
        What :func:`~alliance_match.report.view.dossier_view` computed.

    Returns
    -------
    str
        One HTML page: no script, no address outside itself, no clock, no e-mail address; the same
        for the same view.
    """
    return _environment().get_template("dossier.html.j2").render(view=view)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("alliance_match.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page.filters.update(marks=marks, sentence=sentence, grouped=_grouped, plural=plural)
    page.filters["label"] = _label
    return page


def _shown(value: Any) -> Any:
    """Clean a text on its way to the page; markup of our own macros passes as it is."""
    return presentable(str(value)) if type(value) in (str, Message) else value


def _label(name: str) -> str:
    return str(label_of(name))


def _grouped(points: int) -> str:
    """Write points of 1000 as marks of 100, thousands apart, with a true minus sign.

    Examples
    --------
    >>> _grouped(73124), _grouped(-5)
    ('7,312.4', '−0.5')
    """
    whole, tenth = divmod(abs(points), 10)
    return f"{'−' if points < 0 else ''}{whole:,}.{tenth}"
