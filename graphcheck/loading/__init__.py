"""Facts of files: from the cache, else extracted, by several processes where that pays.

Its modules are imported one by one: what tells that a file says the same as before needs few of them.
"""
