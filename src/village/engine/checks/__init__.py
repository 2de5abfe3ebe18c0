"""What is wrong with a return: its rules, run over the file as it is read."""
