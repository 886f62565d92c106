"""Fuzzing of `review` over generated branches and of `verify` over generated histories.

    python -m tests.fuzzing.fuzz_changes SECONDS [SEED]

First whole histories, of which what one refuses the other must name; then histories with files that are torn, cut or
junk, on which both must come to an end. Prints how many histories there were; a failing one is shown, made small.
"""

import sys
import tempfile
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from phoihop.changes.audit import audit
from phoihop.changes.repository import Repository
from phoihop.changes.review import review
from phoihop.language import Explained
from phoihop.records.register import load_register

from tests.history import test_one_judgement as one_judgement
from tests.registers import JUNK

A_ROUND = 5
Tear = tuple[int, int, int, bytes]
"""In which commit, of which file, at which place, and what stands there then."""

tear = st.tuples(st.integers(1, 12), st.integers(0, 40), st.integers(0, 400), JUNK)
steps = st.lists(one_judgement.step, min_size=1, max_size=4)


class Torn(one_judgement.Generated):
    """A history in which some commits tear a file."""

    tears: tuple[Tear, ...] = ()

    def commit(self, files: one_judgement.Files, parents: list[int], agency: str = "ubnd") -> int:
        files = dict(files)
        for number, file, place, junk in self.tears:
            if number == len(self.trees) + 1:
                path = sorted(files)[file % len(files)]
                files[path] = files[path][:place] + junk + files[path][place + len(junk) :]
        return super().commit(files, parents, agency)


def end_on(drawn: list[tuple[str, list[list[one_judgement.Work]]]], tears: list[Tear]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        torn = Torn(Path(folder))
        torn.tears = tuple(tears)
        torn.play(drawn)
        ids = torn.write()
        for path, content in torn.trees[0].items():
            (Path(other) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(other) / path).write_bytes(content)
        repository = Repository(Path(folder))
        try:
            register = load_register(Path(other))
        except Explained:
            return
        if register.is_readable:
            with suppress(Explained):
                audit(repository, register)
        for base, head in pairwise(ids):
            try:
                review(repository, base, head)
            except Explained:
                # A base whose own policy is torn is refused in a sentence.
                continue


def main(seconds: float, start: int) -> None:
    generated = settings(
        max_examples=A_ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    agree = one_judgement.test_what_one_refuses_the_other_names.hypothesis.inner_test  # type: ignore[attr-defined]  # hypothesis puts it there
    for name, drawing, test in (
        ("whole histories", given(st.lists(one_judgement.step, min_size=2, max_size=4)), agree),
        ("torn histories", given(steps, st.lists(tear, max_size=4)), end_on),
    ):
        until, rounds = time.monotonic() + seconds / 2, 0
        while time.monotonic() < until:
            seed(start + rounds)(generated(drawing(test)))()
            rounds += 1
        print(f"{name}: {rounds * A_ROUND}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
