"""Check built pages: nothing is fetched from a net, and every link within them leads somewhere.

``python docs/offline.py docs/_build/html`` names what is not so, and ends with 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Attributes by which a page fetches something while it is read.
FETCHES = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src")}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"}


class Page(HTMLParser):
    """What a page fetches, where it leads, and what can be led to in it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.names = {""}
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the addresses and names of one tag."""
        given = {name: value or "" for name, value in attrs}
        self.names |= {given[name] for name in ("id", "name") if name in given}
        fetched = [given[name] for kind, name in FETCHES if kind == tag and name in given]
        if tag == "link" and FETCHED_LINKS & set(given.get("rel", "").split()):
            fetched.append(given.get("href", ""))
        self.fetched += fetched
        self.links += fetched if tag != "a" else [given.get("href", "")]


def faults(built: Path) -> Iterator[str]:
    """Name all that is fetched from elsewhere, and all links that lead nowhere."""
    pages = {file.resolve(): Page(file) for file in sorted(built.rglob("*.html"))}
    for file, page in pages.items():
        name = file.relative_to(built.resolve())
        for address in page.fetched:
            if re.match(r"(https?:)?//", address):
                yield f"{name} fetches {address}"
        for link in page.links:
            if not _leads_somewhere(file, link, pages):
                yield f"{name} has a link that leads nowhere: {link}"
    for sheet in sorted(built.rglob("*.css")):
        for address in re.findall(r"url\(['\"]?(https?:[^)'\"]+)", sheet.read_text("utf-8")):
            yield f"{sheet.name} fetches {address}"


def _leads_somewhere(file: Path, link: str, pages: dict[Path, Page]) -> bool:
    """Tell whether a link leads out of the documentation, or to what is there."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    to = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if to not in pages:
        return to.is_file()
    return unquote(parts.fragment) in pages[to].names


def main() -> None:
    """Print the faults; end with 1 when there are any."""
    found = list(faults(Path(sys.argv[1])))
    print("\n".join(found) or "The pages fetch nothing, and every link leads somewhere.")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
