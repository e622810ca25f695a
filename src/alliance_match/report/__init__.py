"""What leaves the library: folder, dossier, tables and the bundle that can be verified."""

from .applications import save_applications
from .decision_files import kept_decisions
from .decision_form import fingerprint
from .folder import DOSSIER, save, without_loss
from .forms import write_templates
from .quality_page import render_quality, save_quality
from .redact import Redacted, redact
from .verify import Check, Verification, load_proposal, verify
from .view import dossier_view
from .weights import suggest_weights

__all__ = [
    "DOSSIER",
    "Check",
    "Redacted",
    "Verification",
    "dossier_view",
    "fingerprint",
    "kept_decisions",
    "load_proposal",
    "redact",
    "render_quality",
    "save",
    "save_applications",
    "save_quality",
    "suggest_weights",
    "verify",
    "without_loss",
    "write_templates",
]
