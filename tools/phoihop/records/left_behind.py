"""What systems, editors and Git keep beside records and papers, and what is neither."""

import re

_LEFT_BY_A_PROGRAM = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#|\..*\.sw[a-p]|.*\.swp|\.git(?:keep|ignore|attributes)",
    re.I,
)


def left_by_a_program(name: str) -> bool:
    """Whether a file of this name is what systems, editors and Git keep beside papers: no paper, and no record."""
    return _LEFT_BY_A_PROGRAM.fullmatch(name) is not None
