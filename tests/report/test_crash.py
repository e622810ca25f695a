"""A save that fails or is killed between any two steps leaves the earlier folder whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import alliance_match as am
from alliance_match.report import load_proposal, verify
from alliance_match.report.exchange import exchange, mend
from alliance_match.report.folder import FILES

from ..rounds import mentee, mentor, round_of

#: What changes files.
STEPS = ("rename", "write_bytes")
OLD = ("bundle.json", "dossier.html", "proposal.csv", "unmatched.csv")
NEW = ("bundle.json", "dossier.html", "proposal.csv", "why-not.html", "certificate.xlsx")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that somebody sees, by its place."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def breaking(patch: pytest.MonkeyPatch, step: int, stop: Callable[[], object]) -> list[int]:
    """Stop at a step that changes files; give what counts them."""
    done: list[int] = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def act(self: Path, *args: object) -> object:
            done.append(1)
            if len(done) == step:
                stop()
            return real(self, *args)

        return act

    for name in STEPS:
        patch.setattr(Path, name, counted(getattr(Path, name)))
    return done


def fail(error: type[BaseException]) -> Callable[[], object]:
    def stop() -> None:
        raise error("at this step")

    return stop


def killed(act: Callable[[], object], step: int) -> bool:
    """Do something in another process that dies at a step, as by a cut of power."""
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            breaking(patch, step, lambda: os._exit(9))
            act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with old files and somebody else's, and fresh files aside."""
    folder = tmp_path / "round"
    aside = folder / ".alliance-match-x"
    (aside / "new" / "letters").mkdir(parents=True)
    (folder / "letters").mkdir()
    for where, names, words in ((folder, OLD, "old"), (aside / "new", NEW, "new")):
        for name in (*names, "letters/001-E01-M01-mentee.html"):
            (where / name).write_text(f"{words} {name}", "utf-8")
    (folder / "minutes.txt").write_text("ours", "utf-8")
    return folder


def swap(folder: Path) -> None:
    exchange(folder, folder / ".alliance-match-x", FILES)


def seen(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(folder).items() if not name.startswith(".")}


#: Five old things out, one new name for the folder of the fresh ones, six things in.
ALL_STEPS = range(1, 5 + 1 + 6 + 1)


def test_an_exchange_takes_so_many_steps(place, monkeypatch):
    done = breaking(monkeypatch, 0, lambda: None)
    swap(place)
    assert len(done) == len(ALL_STEPS)
    assert {n for n, d in seen(place).items() if d.startswith(b"new")} == {
        *NEW,
        "letters/001-E01-M01-mentee.html",
    }
    assert set(seen(place)) == {*NEW, "letters/001-E01-M01-mentee.html", "minutes.txt"}


@pytest.mark.parametrize("step", ALL_STEPS)
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, MemoryError])
def test_an_exchange_that_fails_at_any_step_is_undone(place, step, error):
    before = seen(place)
    with pytest.MonkeyPatch.context() as patch:
        breaking(patch, step, fail(error))
        with pytest.raises(error):
            swap(place)
    assert seen(place) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="takes a process that can be cut off")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # beside threads of the runner
@pytest.mark.parametrize("step", ALL_STEPS)
def test_an_exchange_that_is_killed_at_any_step_is_mended(place, step):
    before = seen(place)
    assert killed(lambda: swap(place), step)
    if step > 1:
        for act in (verify, load_proposal):
            with pytest.raises(am.AllianceMatchError, match="was cut off, or is still going on"):
                act(place)
    for at in range(1, 20):  # whoever mends may be killed too
        if not killed(lambda: mend(place, FILES), 1 if at % 2 else 2):
            break
    mend(place, FILES)
    assert seen(place) == contents(place) == before


def later() -> am.Proposal:
    """What is saved over the earlier proposal."""
    return am.propose(round_of([mentor(1)], [mentee(7)]))


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved proposal with somebody else's files."""
    people = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)])
    folder = am.propose(people).save(tmp_path_factory.mktemp("crash") / "round")
    (folder / "minutes.txt").write_text("ours", "utf-8")
    (folder / "letters" / "notes.txt").write_text("ours too", "utf-8")
    (folder / "unmatched.csv").unlink()
    return folder


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.99])
def test_a_save_that_fails_leaves_the_earlier_proposal_as_it_was(earlier, tmp_path, share):
    folder, proposal = tmp_path / "round", later()
    shutil.copytree(earlier, folder)
    with pytest.MonkeyPatch.context() as patch:
        done = breaking(patch, 0, lambda: None)
        proposal.save(shutil.copytree(earlier, tmp_path / "counted"))
    assert len(done) > 30
    before = contents(folder)
    with pytest.MonkeyPatch.context() as patch:
        breaking(patch, 1 + int(share * len(done)), fail(OSError))
        with pytest.raises(am.AllianceMatchError, match="cannot be written: at this step"):
            proposal.save(folder)
    assert contents(folder) == before


def test_saving_again_first_puts_back_what_a_killed_save_moved(earlier, tmp_path):
    folder = Path(shutil.copytree(earlier, tmp_path / "round"))
    aside = folder / ".alliance-match-x"
    (aside / "old").mkdir(parents=True)
    (aside / "new").mkdir()
    before = contents(folder)
    for name in ("bundle.json", "letters"):
        (folder / name).rename(aside / "old" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("alliance_match.report.folder.to_bundle", lambda *args: fail(OSError)())
        with pytest.raises(am.AllianceMatchError, match="cannot be written"):
            later().save(folder)
    assert contents(folder) == before
    later().save(folder)
    assert verify(folder)
    assert (folder / "letters" / "notes.txt").read_text("utf-8") == "ours too"
