"""Charts drawn: the colours, and pictures for where nobody else draws them."""
