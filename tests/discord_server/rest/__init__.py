"""Discord's REST API, one file a part of it. Each has a table `ROUTES` of (method, template) to handler; `api.py` puts them together."""
