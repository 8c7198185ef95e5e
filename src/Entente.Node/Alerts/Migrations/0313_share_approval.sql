-- attested: the conditions that officers of the owner say hold, in the words of agreements with blanks between. They go with the alert to every partner.
ALTER TABLE alert ADD COLUMN attested TEXT;

-- A version of an alert that a clause lets go to a partner on a higher approval only. needed: of which level. state: Waiting, Approved, Refused, Overtaken (by a later version).
CREATE TABLE share_approval (
    number {{key}},
    alert_number BIGINT NOT NULL,
    alert_version BIGINT NOT NULL,
    partner TEXT NOT NULL,
    needed TEXT NOT NULL,
    clause TEXT,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    reason TEXT,
    changed BIGINT NOT NULL
);
CREATE INDEX share_approval_alert ON share_approval (alert_number, number);
CREATE INDEX share_approval_state ON share_approval (state, number);
