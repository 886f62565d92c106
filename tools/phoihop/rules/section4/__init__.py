"""§4 of the directive: opinions in writing, with evidence, on time."""
