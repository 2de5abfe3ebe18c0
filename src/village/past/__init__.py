"""What a partnership has from before: its own spreadsheets, brought in, and taken back whole."""
