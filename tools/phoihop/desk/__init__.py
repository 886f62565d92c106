"""Recording in a browser: a small web application on the clerk's own machine, over `recording` and `sending`."""
