-- Searches that were drawn for the review of their lawfulness. after_record, last_record: the numbers between which the searches lie. size, root: the checkpoint that decided which.
CREATE TABLE review_draw (
    seq {{key}},
    after_record BIGINT NOT NULL,
    last_record BIGINT NOT NULL,
    until BIGINT NOT NULL,
    searches BIGINT NOT NULL,
    drawn BIGINT NOT NULL,
    origin TEXT NOT NULL,
    size BIGINT NOT NULL,
    root {{blob}} NOT NULL,
    witnessed BIGINT NOT NULL,
    drawn_at BIGINT NOT NULL
);
CREATE TABLE review (
    record {{key}},
    draw BIGINT NOT NULL,
    verdict TEXT,
    reason TEXT,
    decided_by TEXT,
    decided_at BIGINT
);
CREATE INDEX review_waiting ON review (record) WHERE verdict IS NULL;
