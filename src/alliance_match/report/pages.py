"""Pages of HTML: templates filled in one language, every word cleaned and escaped on its way."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..words import Message, speech
from ..words.speech import translations
from .view import presentable

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["pages"]


@cache
def pages(language: str = "en") -> Environment:
    """Give the templates of all pages in one language.

    Parameters
    ----------
    language : {"en", "fr", "es"}
        The language: messages and the templates' own words (``{% trans %}``) are said in it.

    Returns
    -------
    jinja2.Environment
        With ``to``, who says things; and the filters ``sentence``, ``marks`` and ``number``.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    to = speech(language)

    def shown(value: Any) -> Any:
        """Clean a text on its way to the page; markup of our own macros passes as it is."""
        if type(value) is Message:
            value = to.say(value)
        return presentable(value) if type(value) is str else value

    made = Environment(
        loader=PackageLoader("alliance_match.report", "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["to"] = to
    made.filters.update(sentence=to.sentence, marks=to.marks, number=to.number)
    return made
