"""The ground of the house: days, codes, refs, seals and refusals, with no framework at all."""
