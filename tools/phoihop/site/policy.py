"""The Content-Security-Policy that the site works under: nothing of another host, no script written into a page.

The theme's own inline scripts are served as a file instead (`theme/`), so the policy names no digest of a script and is
the same for every register; its one digest is that of the style in a dossier, which is a file by itself.
`wasm-unsafe-eval` is what browsers call the permission to run the search's WebAssembly.
"""

import base64
import hashlib
from pathlib import Path

DOSSIER_STYLE = (Path(__file__).parent / "dossier.css").read_text(encoding="utf-8")
"""What little makes a dossier (`dossier.py`) pleasant to read; browsers show it well without, too."""

_DIGEST = base64.b64encode(hashlib.sha256(DOSSIER_STYLE.encode()).digest()).decode()

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        f"style-src 'self' 'sha256-{_DIGEST}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

FILE = "data/content-security-policy.txt"
"""Where the site holds the policy, for whoever configures its server."""
