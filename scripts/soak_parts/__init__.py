"""The modules of `scripts/soak` and `scripts/kill-test`."""
