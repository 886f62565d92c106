"""Tells, for each PDF named on a line of standard input, whether it has a signed signature field: yes, no or unknown.

Run as a process of its own by `signed_papers`, with limits on memory and time: a PDF may be made to exhaust whoever
reads it. Nothing is verified: who signed, or whether the file was changed since, is not asked.
"""

import contextlib
import logging
import sys

from phoihop.incoming.signing import signatures_in_pdf

MOST_MEMORY = 512 * 1024 * 1024


def has_signature(path: str) -> bool:
    """Whether a PDF has a signature that is given."""
    from pypdf import PdfReader

    return any(signatures_in_pdf(PdfReader(path, strict=False)))


def main() -> None:
    logging.disable()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for line in sys.stdin:
        try:
            answer = "yes" if has_signature(line.rstrip("\n")) else "no"
        except Exception:
            # Hostile files end pypdf with exceptions of many kinds; none of them says anything about a signature.
            answer = "unknown"
        print(answer, flush=True)


if __name__ == "__main__":
    main()
