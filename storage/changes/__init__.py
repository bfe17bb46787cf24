"""Every change to a plan. One function makes one change and writes one event that says who, when and from what to what.

The functions work inside the transaction they are given, so that a change, the notification it causes and the message
it came from are kept together or not at all.
"""
