"""Results: the dataset projected from the store, the pages and files made of it, and their worker."""
