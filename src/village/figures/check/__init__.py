"""Reads a report before the public does: numbers that cannot be right, or that say who somebody is.

It knows no Django and keeps nothing. `read` takes a file in, `check` finds what is wrong with it.
"""
