"""sitemap.xml by the sitemaps.org protocol, dated from the record."""

import html

from phoihop.site.output import Output
from phoihop.site.pages import family_pages, section_pages
from phoihop.site.publication import Publication


def write(publication: Publication, site_url: str, output: Output) -> None:
    """Lists every page of the register, a task's with the day of its latest document."""
    entries = []
    for page in (*section_pages(publication).values(), *family_pages(publication)):
        entries.append(f"<url><loc>{html.escape(site_url + page.address)}</loc>")
        if page.task:
            entries.append(f"<lastmod>{publication.latest(publication.tasks[page.task])}</lastmod>")
        entries.append("</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    output.write("sitemap.xml", f"{head}{''.join(entries)}</urlset>\n")
