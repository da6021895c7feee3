"""What may be shown to whom: nothing of fewer than ten responses, and nothing that gives such a group away.

1. A row with n below 10 is hidden: every count and figure of it is blank (`is_hidden` tells).
2. A reader chooses whole months and one unit at a time, never free spans.
3. Along every line of a table that adds up to a total the reader can also see, what is hidden is nothing or
   at least ten responses of at least two rows; what is made of hidden parts is hidden too.
4. A cell shows the sealed responses up to the last batch at which it had gained at least ten since its step
   before. Where a total and its rows would differ by fewer than ten responses, because they stepped at
   different batches, a row is held at an earlier step of its own. Datasets of different servers step each on
   their own.
"""

from analysis.disclosure.protection import HIDDEN, Protection, is_hidden, protect, publish
from analysis.disclosure.steps import LEAST

__all__ = ["HIDDEN", "LEAST", "Protection", "is_hidden", "protect", "publish"]
