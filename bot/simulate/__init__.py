"""Scenario files -> who got what when: the real bot and the sandbox in one process, weeks in seconds."""
