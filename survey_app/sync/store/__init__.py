"""SQL over the tables of what tablets sent."""
