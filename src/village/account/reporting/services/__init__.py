"""What people and the worker do with reports that are checked."""
