"""Messy application files in, a round and a report on every cell that was not plain out."""

from .bounds import DEFAULT_BOUNDS, Bounds
from .decisions import load_decisions
from .inspection import Inspection
from .load import load_round
from .looks import inspect_file, inspect_files
from .mapping import Mapping
from .mapping_file import mapping_toml
from .pairs import load_pairs

__all__ = [
    "DEFAULT_BOUNDS",
    "Bounds",
    "Inspection",
    "Mapping",
    "inspect_file",
    "inspect_files",
    "load_decisions",
    "load_pairs",
    "load_round",
    "mapping_toml",
]
