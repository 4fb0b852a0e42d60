"""A story -> its brief, in which every sentence names its source; and the gate that refuses what no source bears."""

from newsstand.brief.gate import gate, gate_brief
from newsstand.brief.writing import write_brief

__all__ = ["gate", "gate_brief", "write_brief"]
