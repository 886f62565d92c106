"""The rules that judge a change, one module each (group `change` of the rules)."""
