"""Who we are, the ground of all four stages of the loop."""
