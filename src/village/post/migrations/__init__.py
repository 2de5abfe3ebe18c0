"""How the tables of post came to be."""
