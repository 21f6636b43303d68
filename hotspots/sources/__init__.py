"""Files into incidents, districts and rows set aside.

More than fifteen files: what police.uk files, extracts and shapes share stands here,
beside the rooms of each.
"""
