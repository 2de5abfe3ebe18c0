"""Reports on their way to the public: each is read before they do."""
