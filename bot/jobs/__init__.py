"""The heartbeat: plans what is due, sends what is planned, tells of changes. All time comes as an argument."""
