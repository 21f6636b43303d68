"""From counted zones to a list: strands, ranking, selection and what it holds."""
