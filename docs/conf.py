"""How the documentation is built: `make docs`. Nothing in it is fetched when it is read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from latex2mathml.converter import convert
from pygments.lexers.special import TextLexer

import alliance_match

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

HERE = Path(__file__).parent

project = "alliance-match"
author = "The alliance-match maintainers"
release = version = alliance_match.__version__
copyright = author  # noqa: A001 (the name that Sphinx reads)

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
suppress_warnings = ["ref.python"]  # attributes of one name in several classes
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_title = f"alliance-match {release}"
html_copy_source = html_show_sourcelink = False
html_show_sphinx = False
html_math_renderer = "mathml"

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_update_mathjax = False

nb_execution_mode = "cache"
nb_execution_cache_path = str(HERE / "_build" / ".jupyter_cache")
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True

autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Attributes", "params_style")]


def bring_notebooks(app: Sphinx) -> None:
    """Copy the notebooks, and the data that they read, to where Sphinx looks for pages."""
    for file in (HERE.parent / "examples").glob("*.ipynb"):
        _copy(file, HERE / "notebooks" / file.name)
    for file in (HERE.parent / "examples" / "data").iterdir():
        if file.suffix in {".csv", ".xlsx"}:
            _copy(file, HERE / "notebooks" / "data" / file.name)


def _copy(file: Path, to: Path) -> None:
    """Copy a file unless it is there already, so that an unchanged page is not built again."""
    if not to.exists() or to.read_bytes() != file.read_bytes():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to)


def inline_math(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula within a line as MathML, which browsers draw without a script."""
    writer.body.append(convert(node.astext()))
    raise nodes.SkipNode


def block_math(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula of its own line."""
    mathml = convert(node.astext(), display="block")
    writer.body.append(f'<div class="math" style="overflow-x: auto">{mathml}</div>')
    raise nodes.SkipNode


def plain_references(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Write references of docstrings as a list: footnotes of many docstrings share no page."""
    for k, line in enumerate(lines):
        lines[k] = re.sub(r"\[(\d+)\]_", r"[\1]", re.sub(r"^\.\. \[(\d+)\]", r"*  [\1]", line))


def without_last_line(app: Sphinx, doctree: nodes.document) -> None:
    """Leave out the blank line that ends an example, which doctest needs and nobody else."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block.rawsource, block[:] = text, [nodes.Text(text)]


def setup(app: Sphinx) -> None:
    """Register what is ours with Sphinx."""
    app.connect("builder-inited", bring_notebooks)
    app.connect("autodoc-process-docstring", plain_references, priority=400)
    app.connect("doctree-read", without_last_line)
    app.add_lexer("csv", TextLexer)
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
