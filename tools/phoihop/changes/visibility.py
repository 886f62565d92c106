"""What a record lets be published: a task by `publish`, a paper by `restricted`, in whatever key it is named."""

from collections.abc import Iterator

from phoihop.records.yaml_door import Tree


def visibility(keys: Tree | None) -> dict[str, str]:
    """What is said of being published, by the paper's path, "" for the task itself; nothing where nothing is said."""
    said = dict(_restricted(keys))
    publish = keys.get("publish") if isinstance(keys, dict) else None
    return said | ({"": publish} if isinstance(publish, str) and publish else {})


def _restricted(keys: Tree | None) -> Iterator[tuple[str, str]]:
    match keys:
        case list():
            for each in keys:
                yield from _restricted(each)
        case dict():
            path, restricted = keys.get("path"), keys.get("restricted")
            if isinstance(path, str) and isinstance(restricted, str) and restricted:
                yield path, restricted
            for each in keys.values():
                yield from _restricted(each)
