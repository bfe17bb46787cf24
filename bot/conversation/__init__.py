"""One conversation for every platform: understanding what was said, answering it, wording what is sent."""
