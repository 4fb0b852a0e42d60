"""The demo's own pictures: flat compositions in a few colours, drawn anew from a name and a number."""
