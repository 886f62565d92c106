"""Git, read once: commits and steps, differences of records; the rules of a change, run over a branch or a history."""
