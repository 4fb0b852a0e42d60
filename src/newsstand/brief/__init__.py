"""Story -> Brief; the gate that refuses an unsupported sentence."""
