"""Who should hear what, and when: subscriptions, reminders, changes of the base, retries, digests. Pure."""
