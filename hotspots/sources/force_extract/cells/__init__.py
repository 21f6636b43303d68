"""Files into cells of text under headings, whatever their format."""
