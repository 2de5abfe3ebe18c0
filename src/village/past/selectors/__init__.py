"""Questions about what was brought: which sheets, their rows, and what would come of them."""
