"""Whatever a repository's own settings say, Git runs none of the programs that they name, and tells the same."""

import re
import subprocess
import zlib
from pathlib import Path

import pytest
from phoihop.changes.audit import audit
from phoihop.changes.contents import Contents
from phoihop.changes.git import NoHistory
from phoihop.changes.head import unrecorded
from phoihop.changes.past import read_past
from phoihop.changes.review import review
from phoihop.records.register import load_register

from tests.history.recorded import MOVED_DEADLINE, REQUEST, Recorded, identity

PROGRAMS = (
    "alias.log", "alias.cat-file", "browser.x.cmd", "core.alternateRefsCommand", "core.askPass", "core.editor",
    "core.fsmonitor", "core.gitProxy", "core.pager", "core.sshCommand", "credential.helper", "diff.external",
    "diff.run.command", "diff.run.textconv", "diff.tool", "difftool.x.cmd", "filter.run.clean", "filter.run.process",
    "filter.run.smudge", "gpg.openpgp.program", "gpg.program", "gpg.ssh.defaultKeyCommand", "gpg.ssh.program",
    "gpg.x509.program", "guitool.x.cmd", "help.browser", "imap.tunnel", "instaweb.httpd", "interactive.diffFilter",
    "man.x.cmd", "merge.run.driver", "merge.tool", "mergetool.x.cmd", "pager.cat-file", "pager.diff-tree", "pager.log",
    "receive.procReceiveRefs", "remote.origin.receivepack", "remote.origin.uploadpack", "remote.origin.vcs",
    "sendemail.smtpServer", "sendemail.toCmd", "sequence.editor", "submodule.x.update", "tar.x.command",
    "trailer.x.cmd", "trailer.x.command", "uploadpack.packObjectsHook", "web.browser",
)  # fmt: skip
"""Settings that name a program; `git help --config` does not list them all, and a newer Git may list more."""

NAMES_A_PROGRAM = re.compile(
    r"(?!advice|color|column|include).*(cmd|command|program|helper|tool|editor|pager|driver|browser|askpass|external|\.textconv|clean|smudge|process|vcs|"
    r"pack|hook|hookspath|tunnel|cmd>|\.path)$",
    re.I,
)

OTHERWISE = (
    "color.ui=always", "column.ui=always", "core.abbrev=7", "core.quotePath=true", "diff.algorithm=patience",
    "diff.colorMoved=zebra", "diff.context=0", "diff.dirstat=lines", "diff.ignoreSubmodules=all",
    "diff.mnemonicPrefix=true", "diff.noprefix=true", "diff.orderFile=order", "diff.relative=true",
    "diff.renameLimit=1", "diff.renames=copies", "diff.submodule=log", "diff.suppressBlankEmpty=true",
    "diff.wordRegex=.", "format.notes=true", "format.pretty=oneline", "grep.column=true", "grep.lineNumber=true",
    "grep.patternType=perl", "i18n.commitEncoding=UTF-16", "i18n.logOutputEncoding=UTF-16", "log.abbrevCommit=true",
    "log.date=relative", "log.decorate=full", "log.diffMerges=off", "log.follow=true", "log.mailmap=true",
    "log.showRoot=false", "log.showSignature=true",
)  # fmt: skip
"""Settings that change what Git prints."""


def listed() -> set[str]:
    """What this Git lists of settings whose names say that they name a program."""
    names = subprocess.run(["git", "help", "--config"], capture_output=True, text=True, check=True).stdout.split()
    return {re.sub("<[^>]*>", "run", name) for name in names if NAMES_A_PROGRAM.match(name)}


HOOKS = ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman")


def seen(recorded: Recorded) -> list[object]:
    """What each reader of a repository makes of this one."""
    repository, register = recorded.repository, load_register(recorded.root)
    change = review(repository, "HEAD~1", "HEAD")
    return [
        audit(repository, register),
        change.findings,
        recorded.events(),
        unrecorded(repository),
        read_past(repository).commits,
        Contents(repository).is_kept_in_lfs("tasks/2021/0001/files/ban-do.pdf", "HEAD"),
    ]


def test_no_setting_runs_a_program_or_changes_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded(tmp_path / "register")
    recorded.story.write_bytes(".gitattributes", b"*.yml filter=run diff=run merge=run\n*.pdf filter=lfs\n")
    recorded.commit()
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    plain = seen(recorded)
    trap, run = tmp_path / "ran", tmp_path / "run"
    run.write_text(f"#!/bin/sh\necho $0 $* >> {trap}\ncat\n", encoding="utf-8")
    run.chmod(0o755)
    (recorded.root / "order").write_text("tasks/**\n", encoding="utf-8")
    (recorded.root / ".git/info/exclude").write_text("order\n", encoding="utf-8")
    hooks = recorded.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in HOOKS:
        (hooks / hook).write_bytes(run.read_bytes())
        (hooks / hook).chmod(0o755)
    with (recorded.root / ".git/config").open("a", encoding="utf-8") as config:
        for setting in (*(f"{name}={run}" for name in (*PROGRAMS, *sorted(listed()))), *OTHERWISE):
            name, _, value = setting.partition("=")
            section, _, key = name.partition(".")
            inner, _, last = key.rpartition(".")
            config.write(f'[{section} "{inner}"]\n' if inner else f"[{section}]\n")
            config.write(f"\t{last} = {value}\n")
    for variable in ("GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "PAGER"):
        monkeypatch.setenv(variable, str(run))
    monkeypatch.setenv("GIT_TRACE2", str(trap))
    assert seen(recorded) == plain
    assert not trap.exists()


@pytest.mark.parametrize("what", ["HEAD", "HEAD^{tree}", "HEAD~1^{tree}", "HEAD~1:tasks/2021"])
def test_a_commit_or_tree_with_other_bytes_is_no_history(tmp_path: Path, what: str) -> None:
    recorded = Recorded(tmp_path / "register")
    recorded.commit()
    recorded.story.delete("2021-03-08.request.tnmt")
    recorded.commit()
    name, kind = recorded.git("rev-parse", what), recorded.git("cat-file", "-t", what)
    file = recorded.root / ".git/objects" / name[:2] / name[2:]
    content = zlib.decompress(file.read_bytes()).partition(b"\0")[2]
    forged = content.replace(b"ghi", b"Ghi") if kind == "commit" else content.replace(b"0", b"1", 1)
    file.chmod(0o644)
    file.write_bytes(zlib.compress(b"%s %d\0" % (kind.encode(), len(forged)) + forged))
    with pytest.raises(NoHistory, match=r"does not fit its name|git failed"):
        audit(recorded.repository, load_register(recorded.root))


def test_two_entries_of_one_name_are_no_history(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path / "register")
    recorded.commit()
    tree = subprocess.run(
        ["git", "cat-file", "tree", "HEAD:agencies"], cwd=recorded.root, check=True, capture_output=True
    ).stdout
    written = ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    twice = subprocess.run(["git", *written], cwd=recorded.root, input=tree + tree, check=True, capture_output=True)
    entries = recorded.git("ls-tree", "HEAD").splitlines()
    lines = [
        f"040000 tree {twice.stdout.decode().strip()}\tagencies" if "agencies" in each else each for each in entries
    ]
    top = recorded.git("mktree", stdin="\n".join(lines).encode() + b"\n")
    commit = recorded.git("commit-tree", top, "-p", "HEAD", "-m", "x", env=identity("A", "2021-06-01"))
    recorded.git("update-ref", "HEAD", commit)
    with pytest.raises(NoHistory, match="two entries"):
        audit(recorded.repository, load_register(recorded.root))
