"""What a number is: a count or the lack of one, its interval, its comparison, its words."""
