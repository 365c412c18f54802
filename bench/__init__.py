"""Speed and size as ratios: each figure beside its baseline, taken in the same run."""
