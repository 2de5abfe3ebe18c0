"""What the partnership knows: indicators and their figures."""
