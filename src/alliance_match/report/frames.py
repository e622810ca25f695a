"""Tables that hang on objects of earlier layers: as a DataFrame, and as a file."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..explain.comparison import Comparison
from ..model.findings import Finding, IntakeReport
from ..quality.report import QualityReport
from .cells import CSV_ENCODING
from .intake_tables import intake_report_csv

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["comparison_frame", "findings_frame", "quality_frame", "write_findings"]


def findings_frame(report: IntakeReport) -> pd.DataFrame:
    """Give one row per finding; rows of files are whole numbers, missing where none applies."""
    import pandas as pd

    frame = pd.DataFrame(report.records(), columns=list(Finding.model_fields))
    return frame.astype({"row": "Int64"})


def comparison_frame(comparison: Comparison) -> pd.DataFrame:
    """Give one row per change between two proposals."""
    import pandas as pd

    columns = ["mentee", "mentee_name", "change", "before", "after"]
    columns += ["points_before", "points_after", "gained", "because"]
    return pd.DataFrame(comparison.rows(), columns=columns)


def quality_frame(report: QualityReport) -> pd.DataFrame:
    """Give one row per measure."""
    import pandas as pd

    return pd.DataFrame(report.rows(), columns=["measure", "about", "yours", "proposal", "better"])


def write_findings(report: IntakeReport, path: str | PathLike[str]) -> None:
    """Write what :func:`~alliance_match.report.intake_tables.intake_report_csv` gives.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    try:
        Path(path).write_bytes(intake_report_csv(report).encode(CSV_ENCODING))
    except OSError as error:
        raise InputError(f"The file {path} cannot be written: {error}.") from None
