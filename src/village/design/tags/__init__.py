"""The tag library's parts, gathered by `templatetags/design.py`."""
