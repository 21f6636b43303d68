"""Figures into sentences, a file a subject.

There are more than fifteen files on purpose: each sentence has one place, and the files
that every subject shares (numbers, months_told, strands, weights, escaping,
attribution) stand beside the subjects (data, loading, ranking, selection, comparison,
outcomes, evaluation, county, patrols, briefing, pack, pictures, disclosure, method).
"""
