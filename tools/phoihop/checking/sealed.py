"""Files that tell by themselves whether they are whole: a mark, a digest, and what it is the digest of.

The digest shows damage, not intent: whoever may write such a file may write what they like into it.
"""

from hashlib import blake2b

_DIGEST = 32


def sealed(mark: bytes, payload: bytes) -> bytes:
    return mark + blake2b(payload, digest_size=_DIGEST).digest() + payload


def unsealed(mark: bytes, content: bytes) -> memoryview | None:
    """The payload, or None where the file is of another kind, cut short, or changed in any bit."""
    start = len(mark) + _DIGEST
    payload = memoryview(content)[start:]
    if content[:start] != mark + blake2b(payload, digest_size=_DIGEST).digest():
        return None
    return payload
