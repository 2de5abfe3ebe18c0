"""A backup: one sealed file that holds a house, written while it runs and proven when it is read.

Within the seal (age) lies a tar: `about.json`, the store, the database as it stood at one moment,
and last `manifest.json`, which names every member with its size and SHA-256.
"""
