"""What must survive a crash: queued work, typed drafts, request keys."""
