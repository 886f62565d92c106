"""The directive's rules, one module each, and the judgement of a register by them."""
