"""Facts to pictures: what to draw is chosen from the base, laid out by measure, drawn as a PNG. Pure."""
