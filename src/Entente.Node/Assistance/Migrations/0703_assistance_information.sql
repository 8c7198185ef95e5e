-- Information that nobody had asked for, given or taken. What it says is put away when its day has passed: the row stays, without matter and body.
CREATE TABLE assistance_information (
    number {{key}},
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    ours BIGINT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    matter TEXT NOT NULL,
    reference TEXT NOT NULL,
    asks_outcome BIGINT NOT NULL,
    usefulness TEXT,
    outcome TEXT,
    outcome_at BIGINT,
    message_id TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    body TEXT,
    told_at BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    UNIQUE (partner, id)
);
CREATE INDEX assistance_information_keep ON assistance_information (keep_until) WHERE body IS NOT NULL;
