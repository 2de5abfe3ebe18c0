"""The looked-after return (SSDA903): a family of rules a file, run child by child."""
