"""The verbs of what is brought: each is one transaction and one event of the trail."""
