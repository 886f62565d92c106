"""The digest: what to send on a Monday morning, to all or to one agency. It sends nothing by itself."""
