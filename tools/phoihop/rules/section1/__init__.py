"""§1 of the directive: one lead agency."""
