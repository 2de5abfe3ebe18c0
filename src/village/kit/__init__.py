"""Reads a kit, a folder of YAML and CSV, checks it, and furnishes the house with it."""
