"""phoihop: a document register in Git, checked against a directive's rules of coordination."""

__version__ = "0.2.0"
