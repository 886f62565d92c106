"""The page of commands: each with what it does, its options, and how a run may end."""

import re
from collections.abc import Iterator

import click
from phoihop.cli.program import INTERRUPTED, NOBODY_READS_ON, phoihop
from phoihop.cli.session import CannotRun
from phoihop.cli.speaking import _, language_of_a_run, speak
from phoihop.language import Language, Text

TITLE = Text("Các lệnh", "Commands")
GENERATED = Text("Trang này được lập từ mã nguồn.", "This page is generated from the code.")
OPTIONS = Text("Tùy chọn", "Options")
SHARED = Text("Tùy chọn chung của mọi lệnh dưới đây", "Options that every command below has")
EXIT_CODES = Text("Mã kết thúc", "Exit codes")
EXITS: dict[int, Text] = {
    0: Text("Xong; kiểm tra không có lỗi.", "Done; a check found no error."),
    1: Text(
        "Có lỗi, tệp đã cũ, hoặc chưa ghi gì. Từng lệnh nói rõ ở trên.",
        "There are errors, a file is stale, or nothing was recorded. Each command above says which.",
    ),
    CannotRun.exit_code: Text("Lệnh không chạy được.", "The command could not run."),
    INTERRUPTED: Text("Bị ngắt bằng Ctrl-C.", "Broken off by Ctrl-C."),
    NOBODY_READS_ON: Text("Lệnh nhận kết quả đã dừng đọc.", "Who took the output reads no further."),
}


def commands_page(language: Language) -> Iterator[str]:
    with language_of_a_run():
        speak(language)
        yield f"# {TITLE.in_language(language)}"
        yield ""
        yield GENERATED.in_language(language)
        yield ""
        root = click.Context(phoihop, info_name="phoihop", **phoihop.context_settings)
        yield from _command(root, frozenset(), language)
        yield f"## {EXIT_CODES.in_language(language)}"
        yield ""
        yield from (f"- `{code}`: {meaning.in_language(language)}" for code, meaning in EXITS.items())


def _command(ctx: click.Context, said: frozenset[tuple[str, str]], language: Language) -> Iterator[str]:
    """A command and those below it. The options in `said` stand with a command above."""
    command, path = ctx.command, ctx.command_path
    yield f"{'#' * max(2, len(path.split()))} {path}"
    yield ""
    for text in (command.short_help, command.help):
        if text:
            yield _in_markdown(_(text))
            yield ""
    yield "```text"
    yield " ".join((path, *command.collect_usage_pieces(ctx)))
    yield "```"
    yield ""
    yield from _listed(OPTIONS, [each for each in _options(ctx) if each not in said], language)
    below = _below(ctx)
    if ctx.parent is None:
        said = frozenset(_options(ctx))
    elif len(below) > 1:
        shared = frozenset.intersection(*(frozenset(_options(each)) for each in below)) - said
        yield from _listed(SHARED, [each for each in _options(below[0]) if each in shared], language)
        said |= shared
    for each in below:
        yield from _command(each, said, language)


def _below(ctx: click.Context) -> list[click.Context]:
    if not isinstance(ctx.command, click.Group):
        return []
    found = [(name, ctx.command.get_command(ctx, name)) for name in ctx.command.list_commands(ctx)]
    return [click.Context(command, parent=ctx, info_name=name) for name, command in found if command is not None]


def _options(ctx: click.Context) -> list[tuple[str, str]]:
    """The options of a command, as its help gives them."""
    records = (each.get_help_record(ctx) for each in ctx.command.get_params(ctx) if isinstance(each, click.Option))
    return [(name, text) for name, text in filter(None, records)]


def _listed(title: Text, options: list[tuple[str, str]], language: Language) -> Iterator[str]:
    if options:
        yield f"**{title.in_language(language)}**"
        yield ""
        yield from (f"- `{name}`  \n    {_in_markdown(text)}" for name, text in options)
        yield ""


def _in_markdown(text: str) -> str:
    """Help is plain text: what Markdown would take for its own stands as it is."""
    return re.sub(r"([\\*_\[\]`#|])", r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")
