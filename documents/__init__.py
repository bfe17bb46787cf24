"""Paper: plans in, reports out."""
