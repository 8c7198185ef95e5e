-- Hits of partners on our alerts. foreign_id: the hit at its finder. compared: what was alike, without the values (JSON).
CREATE TABLE abroad_hit (
    number {{key}},
    id TEXT NOT NULL UNIQUE,
    partner TEXT NOT NULL,
    foreign_id TEXT NOT NULL,
    alert_number BIGINT NOT NULL,
    alert_version BIGINT NOT NULL,
    state TEXT NOT NULL,
    changed BIGINT NOT NULL,
    noticed_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    place TEXT,
    consignment TEXT NOT NULL,
    role TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    compared TEXT NOT NULL,
    simulated BIGINT NOT NULL,
    conditions TEXT NOT NULL,
    judged BIGINT NOT NULL,
    judged_at BIGINT,
    reported BIGINT NOT NULL,
    UNIQUE (partner, foreign_id)
);
CREATE INDEX abroad_hit_state ON abroad_hit (state, number);
CREATE INDEX abroad_hit_alert ON abroad_hit (alert_number, number);
CREATE INDEX abroad_hit_changed ON abroad_hit (changed);

CREATE TABLE abroad_report (
    abroad_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    report TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (abroad_number, ordinal)
) {{clustered}};

-- Questions about shared alerts, asked by us (ours = 1) or of us. hit_number: a hit of ours; abroad_number: one of the partner.
CREATE TABLE question (
    number {{key}},
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    ours BIGINT NOT NULL,
    alert_number BIGINT NOT NULL,
    hit_number BIGINT,
    abroad_number BIGINT,
    conversation TEXT NOT NULL,
    message_id TEXT,
    conditions TEXT NOT NULL,
    changed BIGINT NOT NULL,
    question TEXT NOT NULL,
    urgent_because TEXT,
    asked_by TEXT,
    asked_at BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    outcome TEXT,
    answer TEXT,
    answered_by TEXT,
    answered_at BIGINT,
    UNIQUE (partner, ours, id)
);
CREATE INDEX question_due ON question (ours, outcome, answer_by);
CREATE INDEX question_hit ON question (hit_number);
CREATE INDEX question_abroad ON question (abroad_number);
CREATE INDEX question_changed ON question (changed);
