"""What the ledger says of a poll.

Votes are not written there one by one: a chain of (token, statement, value) in the order of time
would tie a person's answers together for everybody who may read the ledger, and every voter would
queue for its one head. Each vote is itself an event that is never changed, and a sheet of paper
votes is one entry, with the hash of its file.
"""

from __future__ import annotations

POLL_CREATED = "poll:created"
POLL_PUBLISHED = "poll:published"
POLL_DATES_SET = "poll:dates_set"
STATEMENT_ADDED = "statement:added"
STATEMENT_WORDED = "statement:worded"
STATEMENT_MODERATED = "statement:moderated"
SHEET_TAKEN_IN = "vote_sheet:taken_in"
SHEET_WITHDRAWN = "vote_sheet:withdrawn"
REPORT_MADE = "opinion_report:made"
