"""The pieces of `scripts/bench`."""
