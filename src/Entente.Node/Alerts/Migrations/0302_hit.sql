-- subject, match, alert: JSON snapshots of both sides and the evidence, as they were when the hit was raised.
CREATE TABLE hit (
    number {{key}},
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    changed BIGINT NOT NULL,
    raised_at BIGINT NOT NULL,
    alert_number BIGINT NOT NULL,
    alert_id TEXT NOT NULL,
    alert_version BIGINT NOT NULL,
    alert_hash TEXT NOT NULL,
    alert_owner TEXT NOT NULL,
    audience TEXT NOT NULL,
    action TEXT NOT NULL,
    category TEXT NOT NULL,
    list_version TEXT NOT NULL,
    consignment_kind TEXT NOT NULL,
    consignment_reference TEXT NOT NULL,
    declaration_id TEXT NOT NULL,
    path TEXT NOT NULL,
    role TEXT NOT NULL,
    declared_title TEXT NOT NULL,
    listed_title TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    subject TEXT NOT NULL,
    match TEXT NOT NULL,
    alert TEXT NOT NULL,
    subject_hash TEXT NOT NULL,
    claimed_by TEXT,
    claimed_until BIGINT,
    judged_at BIGINT,
    reported BIGINT NOT NULL,
    UNIQUE (declaration_id, path, alert_number)
);
CREATE INDEX hit_state ON hit (state, number);
CREATE INDEX hit_alert ON hit (alert_number, number);

-- Every judgement ever made; the latest stands, those before it stay on record.
CREATE TABLE hit_judgement (
    hit_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (hit_number, ordinal)
) {{clustered}};

CREATE TABLE hit_report (
    hit_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    report TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (hit_number, ordinal)
) {{clustered}};

-- A pair judged false is not raised again while both sides stay as they were.
CREATE TABLE false_match (
    subject_hash TEXT NOT NULL,
    alert_number BIGINT NOT NULL,
    alert_hash TEXT NOT NULL,
    hit_number BIGINT NOT NULL,
    suppressed BIGINT NOT NULL,
    PRIMARY KEY (subject_hash, alert_number)
) {{clustered}};
CREATE INDEX false_match_hit ON false_match (hit_number);
