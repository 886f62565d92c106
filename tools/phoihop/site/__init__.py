"""The published site: an MkDocs plugin, the register's pages as Jinja templates, styles and scripts."""
