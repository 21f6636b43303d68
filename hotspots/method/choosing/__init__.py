"""From counted zones to a list: strands, ranking, selection and what it holds.

More than fifteen files, because the programme that chooses under rules, and each thing
that is said of a list, has its own.
"""
