"""An optional language model behind one protocol."""
