"""Question in, Answer out: understanding, finding, deciding and shaping, all pure and explainable."""
