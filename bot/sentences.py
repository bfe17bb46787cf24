"""Errors for people: one sentence that says what, where and what next, and never a stack trace."""


class Refusal(Exception):
    """Something cannot be done. The message is the sentence; the command ends with exit status 1."""
