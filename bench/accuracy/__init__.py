"""Accuracy of the rules on labelled examples."""
