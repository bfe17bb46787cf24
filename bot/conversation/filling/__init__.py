"""The forms: what each asks for, and what follows from what was filled in."""
