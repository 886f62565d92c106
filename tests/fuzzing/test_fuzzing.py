"""A short, seeded run of the fuzzer over the saved corpus. atheris is for Linux alone: elsewhere there is none."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RUNS = 3000

if sys.platform == "linux":

    def test_the_reader_stands_whatever_it_reads(tmp_path: Path) -> None:
        shutil.copytree(HERE / "corpus", tmp_path / "corpus")
        limits = [f"-runs={RUNS}", "-seed=8", "-max_len=4096", "-rss_limit_mb=500", f"-artifact_prefix={tmp_path}/"]
        command = [sys.executable, str(HERE / "fuzz_reader.py"), str(tmp_path / "corpus"), *limits]
        # Linux counts for a process what the one that started it held: a worker's memory is not the reader's.
        small = [sys.executable, "-c", "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"]
        ran = subprocess.run([*small, *command], capture_output=True, text=True, timeout=300, check=False)
        assert ran.returncode == 0, ran.stderr[-4000:]
        # It runs the whole corpus, be that more.
        done = re.search(r"Done (\d+) runs", ran.stderr)
        assert int(done[1] if done else 0) >= RUNS, ran.stderr[-4000:]
