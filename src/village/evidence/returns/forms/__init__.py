"""What people type about returns."""

from village.evidence.returns.forms.editions import Decide, Refuse, Send, Withdraw

__all__ = ["Decide", "Refuse", "Send", "Withdraw"]
