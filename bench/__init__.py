"""Each figure against its baseline, in one run."""
