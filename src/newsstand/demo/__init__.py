"""The demo newsroom: fictional titles that publish over real HTTP."""
