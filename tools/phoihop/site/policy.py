"""The Content-Security-Policy that the site works under: nothing of another host, no script written into a page.

The theme's own inline scripts are served as a file instead (`theme/`), so the policy names no digest and is the same
for every register. `wasm-unsafe-eval` is what browsers call the permission to run the search's WebAssembly.
"""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
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
