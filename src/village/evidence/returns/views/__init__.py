"""The pages of returns, a module for each kind of page."""
