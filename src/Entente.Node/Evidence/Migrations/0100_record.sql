-- What was done, searched, shown and decided. Append only: the triggers of 0101 refuse change and deletion.
CREATE TABLE record (
    seq {{key}},
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    case_reference TEXT,
    subject_kind TEXT NOT NULL,
    subject_id TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX record_subject ON record (subject_kind, subject_id, seq);
CREATE INDEX record_officer ON record (officer, seq);
CREATE INDEX record_act ON record (act, seq);
