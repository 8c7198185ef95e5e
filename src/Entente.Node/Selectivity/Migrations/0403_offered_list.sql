-- Reference lists that partners sent. state: Offered, Loaded, Dismissed, Replaced (by a later one of the same partner). version: as its publisher names it.
-- message: what it came in; the list itself is its attachment, which stays in the inbox until keep_until.
CREATE TABLE offered_list (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    entries BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    partner TEXT NOT NULL,
    message TEXT NOT NULL,
    offered_at BIGINT NOT NULL,
    keep_until TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    record BIGINT NOT NULL
);
CREATE UNIQUE INDEX offered_list_waits ON offered_list (partner, kind) WHERE state = 'Offered';
