"""What each return is: its tables, fields and codes."""
