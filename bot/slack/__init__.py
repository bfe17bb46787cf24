"""Slack: payloads in, Block Kit out."""
