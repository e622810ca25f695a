"""The dossier: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from ..explain.completeness import label_of
from ..model.own import own_rule, own_rule_names
from ..scoring.rules import RULES
from ..words import Speech, speech
from ..words.templates import counts, letter
from ..words.templates import dossier as say
from .pages import pages
from .pictures import fairness_curve, load_bars, weight_bars
from .records import DossierView, PairCard
from .view import presentable

__all__ = ["render_dossier"]


def render_dossier(view: DossierView, language: str = "en") -> str:
    """Render the dossier.

    Parameters
    ----------
    view : DossierView
        What :func:`~alliance_match.report.view.dossier_view` computed.
    language : {"en", "fr", "es"}
        In which language. What people wrote, and what was understood of it, stays as it is.

    Returns
    -------
    str
        One HTML page: no script, no address outside itself, no clock, no e-mail address; the same
        for the same view and language.
    """
    to = speech(language)
    return (
        pages(language)
        .get_template("dossier.html.j2")
        .render(
            view=view,
            counts=counts,
            kinds=say.KINDS,
            findings=say.FINDINGS,
            label=label_of,
            format_name=to.gettext,
            clock=letter.THEIR_CLOCK,
            rule={name: to.gettext(label) for name, label in _labels().items()},
            pictures=_pictures(view, to),
        )
    )


def _labels() -> dict[str, str]:
    own = {name: own_rule(name).label for name in own_rule_names()}
    return {rule.name: rule.label for rule in RULES} | own


def _pictures(view: DossierView, to: Speech) -> dict[str, Callable[..., Markup]]:
    """Give the pictures of the page by name, to be drawn where the page wants them.

    They are markup of our own, which escapes every name in it.
    """
    return {
        "fairness": partial(_fairness, view, to),
        "loads": partial(_loads, view, to),
        "weights": partial(_weights, view, to),
    }


def _fairness(view: DossierView, to: Speech) -> Markup:
    found = view.further.fairness
    curve = [(trade.floor, trade.total) for trade in found.worst_off.trades] if found else []
    return Markup(fairness_curve(curve, to, "fairness-curve"))


def _loads(view: DossierView, to: Speech) -> Markup:
    loads = [(presentable(load.mentor.name), load.used, load.places) for load in view.loads]
    return Markup(load_bars(loads, to, "load-bars"))


def _weights(view: DossierView, to: Speech, card: PairCard) -> Markup:
    found = view.further.weights[card.explanation.mentee.id]
    spans = [(to.gettext(one.label), one.now, one.stays) for one in found.spans]
    return Markup(weight_bars(spans, to, f"{card.anchor}-weights"))
