"""Pages of memberships: plans, where I stand, gifts, groups."""
