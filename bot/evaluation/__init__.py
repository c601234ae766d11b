"""Measures the answers: question files and public sets become scores and tables, and speed becomes figures."""
