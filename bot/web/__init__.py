"""The built-in web chat: one page for one machine."""
