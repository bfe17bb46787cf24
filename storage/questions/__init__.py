"""Every question that is asked of what is kept. The answers are plain data; nothing of the database leaves."""
