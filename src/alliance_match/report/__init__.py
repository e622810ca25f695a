"""What leaves the library: folder, dossier, tables and the bundle that can be verified."""

from .applications import save_applications
from .bundle import load_proposal
from .decision_files import kept_decisions
from .decision_form import fingerprint
from .folder import DOSSIER, save, without_loss
from .forms import write_templates
from .verify import Check, Verification, verify
from .view import dossier_view

__all__ = [
    "DOSSIER",
    "Check",
    "Verification",
    "dossier_view",
    "fingerprint",
    "kept_decisions",
    "load_proposal",
    "save",
    "save_applications",
    "verify",
    "without_loss",
    "write_templates",
]
