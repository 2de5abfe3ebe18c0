"""What a person may see of reports."""
