"""Where rows lie: sealed returns, identities apart from events, figures for ever."""
