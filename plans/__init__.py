"""What a plan is, and its rules: data in, data out. No database, no chat, no file, no clock."""
