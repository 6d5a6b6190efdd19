"""Many processes at once, and processes that die: what the ballots of a round survive."""
