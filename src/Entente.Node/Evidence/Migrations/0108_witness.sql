-- The logs of partners, as far as this node has followed and cosigned them. note: the checkpoint with its signatures. alarm: what is wrong with it, and since when.
CREATE TABLE log_witnessed (
    origin TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    root {{blob}} NOT NULL,
    note TEXT NOT NULL,
    cosigned_at BIGINT NOT NULL
);
-- What was found with the log of a partner. evidence: what it has signed that cannot be so. ended_at: when it was all right again; a fork never is.
CREATE TABLE log_alarm (
    seq {{key}},
    partner TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    evidence TEXT,
    raised_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX log_alarm_partner ON log_alarm (partner, ended_at);
