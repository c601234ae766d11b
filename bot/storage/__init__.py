"""The database, and only the database: the tables, how they came to be, and plain functions over them."""
