"""What the theme is told alike for a register's site and for a portal."""

from typing import Any


def colour_schemes(darker: str, lighter: str) -> list[dict[str, Any]]:
    """The theme's palettes, light and dark by what the reader's system asks for, with the names of their switches."""
    return [
        {
            "media": f"(prefers-color-scheme: {now})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": name},
        }
        for now, scheme, icon, name in (
            ("light", "default", "material/weather-night", darker),
            ("dark", "slate", "material/weather-sunny", lighter),
        )
    ]
