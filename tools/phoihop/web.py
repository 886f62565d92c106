"""How published files are fetched: by http and https alone, whatever an address or a redirection asks for."""

import urllib.request


def http_opener(
    redirections: type[urllib.request.HTTPRedirectHandler] = urllib.request.HTTPRedirectHandler,
) -> urllib.request.OpenerDirector:
    """Opens http and https addresses, and follows `redirections` among them; files and FTP are out of its reach."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        redirections,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
