"""A briefing bot: answers, alerts and briefings from a curated, sourced fact base."""
