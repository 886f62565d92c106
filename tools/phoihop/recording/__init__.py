"""How a record comes to be: answers become a record, it is judged before it is written, and written whole or not."""
