"""Who we are: people, bodies, roles, and who may see what."""
