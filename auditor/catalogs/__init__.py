"""Several feeds in one run."""
