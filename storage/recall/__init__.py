"""What a restore recognises of what was sent after the backup.

A message carries its cause (`causes`); each conversation is asked once what was said in it (`queue`); what comes back
is written down as sent (`recording`). `lost_time` says what nobody can know.
"""
