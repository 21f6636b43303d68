"""The method: count, weigh, rank, choose."""
