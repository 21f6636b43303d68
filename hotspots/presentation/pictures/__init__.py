"""Newsletter pictures: marks, land, words and sizes.

More than fifteen files, because each kind of picture and each kind of mark has its own.
"""
