"""Code that imports computed names, executed on paper: what is not known stays unknown, and nothing is ever run."""
