"""What is kept: the tables, every change to them, every question of them."""
