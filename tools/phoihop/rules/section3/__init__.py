"""§3 of the directive: opinions of superior agencies."""
