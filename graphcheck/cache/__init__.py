"""What graphcheck has computed before, in one file: facts of Python files, and answers of whole commands.

Names are imported from the modules: an answer that is known needs none of the types that facts are made of.
"""
