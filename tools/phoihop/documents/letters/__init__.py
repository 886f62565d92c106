"""Letters drafted from the record: what each must name, and its layout as Markdown and DOCX."""
