"""The manual: what it says works, and what is generated from the code is as the code is."""
