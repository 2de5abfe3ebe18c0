"""The children in need census: one file per rule, run together over the children as they come."""
