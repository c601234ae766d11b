"""What is coming: the days on which something is due, from dated plans and from days that come round. Pure."""
