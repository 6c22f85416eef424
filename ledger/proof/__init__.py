"""What seals us: keys, signed checkpoints, proofs. It knows nothing of the store."""
