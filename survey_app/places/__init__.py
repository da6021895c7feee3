"""Places: the dated tree of units, from provinces down to counters."""
