"""Files of polygons: zones and district boundaries."""
