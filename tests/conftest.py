"""Hypothesis profiles: ``ci`` (repeatable), ``dev`` (default), ``thorough`` (many examples)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib import import_module, resources
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, suppress_health_check=_QUIET)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile(
    "thorough", deadline=None, max_examples=2000, suppress_health_check=_QUIET
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture(autouse=True, scope="session")
def every_bundle_fits_the_published_schema() -> Iterator[None]:
    """Whatever a test saves or redacts is checked against the JSON Schema of the package."""
    text = resources.files("alliance_match.report") / "schema" / "bundle-2.json"
    validator = Draft202012Validator(json.loads(text.read_text("utf-8")))
    writers = [import_module(f"alliance_match.report.{name}") for name in ("folder", "redact")]
    write = writers[0].to_bundle

    def checked(*args: Any, **more: Any) -> dict[str, Any]:
        bundle = write(*args, **more)
        validator.validate(bundle)
        return bundle

    with pytest.MonkeyPatch.context() as patch:
        for module in writers:
            patch.setattr(module, "to_bundle", checked)
        yield
