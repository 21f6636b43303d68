"""Before and after, and what would have been expected without patrols.

More than fifteen files, because each comparison and each part of the model that says
what was expected has its own, to be read and checked by itself.
"""
