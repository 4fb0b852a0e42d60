"""What a reader holds: one state machine, fed by what happened, whoever tells it and in whatever order."""
