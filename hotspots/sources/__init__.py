"""Files into incidents, districts and rows set aside."""
