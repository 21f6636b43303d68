"""Extracts of a police force's own systems into rows that can be counted.

`read.read_extract` is the way in: bytes and a file name give an `ExtractReading`.
"""
