"""What leaves the library: folder, dossier, tables and the bundle that can be verified."""

from .bundle import load_proposal
from .save import save
from .verify import Check, Verification, verify

__all__ = ["Check", "Verification", "load_proposal", "save", "verify"]
