"""What is looked for, a module a kind: each gives findings of a document that was read."""
