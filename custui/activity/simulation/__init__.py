"""Made-up traffic for a made-up shop: the same seed gives the same lines."""
