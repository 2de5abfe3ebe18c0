"""Pages that read the whole house and own nothing."""
