"""What is counted: definitions from the kit, compiled to Ibis, never evaluated text."""
