"""What may leave for the public: policy, suppression, and what was published before."""
