-- Entries that partners name in their messages. promise: as the message has it. proof: where its leaf is in the partner's log, once it is found. is_missing: whether the log was read since and had it not.
CREATE TABLE log_owed (
    seq {{key}},
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    promise TEXT NOT NULL,
    owed_at BIGINT NOT NULL,
    found_at BIGINT,
    proof TEXT,
    is_missing BIGINT NOT NULL
);
CREATE INDEX log_owed_open ON log_owed (partner, seq) WHERE found_at IS NULL;
CREATE INDEX log_owed_message ON log_owed (message_id);
