"""What arrives: packages of the document exchange, signed PDFs, Word files, scans; from a file to a draft.

`edxml`, `pages` and `layout` read what a letter says of itself, `matching` finds what that means in a register.
"""
