"""Django project: the only place that wires parts together."""
