"""Files of data.police.uk."""
