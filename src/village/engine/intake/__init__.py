"""Readers of what agencies send: streaming, bounded, hostile to bombs, on the standard library."""

from village.engine.intake.received import Received, receive

__all__ = ["Received", "receive"]
