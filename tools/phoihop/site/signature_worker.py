"""Tells, for each PDF named on a line of standard input, whether it has a signed signature field: yes, no or unknown.

Run as a process of its own by `signed_papers`, with limits on memory and time: a PDF may be made to exhaust whoever
reads it. Nothing is verified: who signed, or whether the file was changed since, is not asked.
"""

import contextlib
import logging
import sys

MOST_MEMORY = 512 * 1024 * 1024
MOST_FIELDS = 1000


def has_signature(path: str) -> bool:
    """Whether a form field of type Sig has a value that signs a range of the file's bytes."""
    from pypdf import PdfReader

    catalogue = PdfReader(path, strict=False).root_object
    form = catalogue.get("/AcroForm")
    waiting = [(field, None) for field in (form.get_object() if form else {}).get("/Fields", ())]
    for _ in range(MOST_FIELDS):
        if not waiting:
            return False
        field, inherited = waiting.pop()
        field = field.get_object()
        kind = field.get("/FT", inherited)
        value = field.get("/V")
        if kind == "/Sig" and value is not None and {"/ByteRange", "/Contents"} <= set(value.get_object()):
            return True
        waiting += [(kid, kind) for kid in field.get("/Kids", ())][: MOST_FIELDS - len(waiting)]
    return False


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
