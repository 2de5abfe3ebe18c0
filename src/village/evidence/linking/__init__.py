"""Who is one child: the linker's queue and decisions, and how sure linkage is."""
