"""Somebody's own page, the same on every platform."""
