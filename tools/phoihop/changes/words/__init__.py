"""What changes of a register are told in: sentences, and what keys and codes are called in them."""
