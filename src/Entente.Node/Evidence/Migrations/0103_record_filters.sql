-- Auditors filter by kind of subject and by purpose; both walk from the newest on.
CREATE INDEX record_kind ON record (subject_kind, seq);
CREATE INDEX record_purpose ON record (purpose, seq);
