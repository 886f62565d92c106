"""The files of a new register, by language; `{title}` and `{authority}` are filled in."""
