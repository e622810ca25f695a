"""How good a matching is: measures, and the report that compares two of them."""

from .compare import quality_report
from .report import QualityLine, QualityReport
from .scores import Measured, Yardstick

__all__ = ["Measured", "QualityLine", "QualityReport", "Yardstick", "quality_report"]
