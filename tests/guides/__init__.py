"""README and guides: every command that they show is run, and its output is the one shown."""
