"""Carries each intent out and says what to reply."""
