"""The figures of speed and size, each against its baseline in the same run."""
