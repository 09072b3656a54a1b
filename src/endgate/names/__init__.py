"""Matching parties against listed parties: which might this be, how strongly, and why. Decides nothing."""
