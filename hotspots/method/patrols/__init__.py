"""What a patrol log adds: dosage, and patrolled against other days."""
