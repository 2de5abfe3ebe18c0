"""The multi-agency data set: from the file that an agency sends to a figure that may leave."""
