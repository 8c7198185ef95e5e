-- Messages of partners that had their effect, each once: the unique pair decides what is a duplicate, for as long as the evidence is kept.
CREATE TABLE inbox (
    seq {{key}},
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    in_reply_to TEXT,
    service TEXT NOT NULL,
    action TEXT NOT NULL,
    size BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    suite TEXT NOT NULL,
    signer TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    place TEXT,
    record_seq BIGINT NOT NULL,
    UNIQUE (partner, message_id)
);
CREATE INDEX inbox_at ON inbox (received_at, seq);
CREATE INDEX inbox_partner ON inbox (partner, received_at, seq);
CREATE INDEX inbox_declined ON inbox (received_at, seq) WHERE state = 'Declined';
CREATE INDEX inbox_message ON inbox (message_id);

-- The exact bytes as they came, and the receipt, which is the same for every duplicate.
CREATE TABLE inbox_wire (
    seq {{key}},
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    receipt_type TEXT NOT NULL,
    receipt {{blob}} NOT NULL
);

CREATE TABLE inbox_content (
    seq BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    PRIMARY KEY (seq, ordinal)
) {{clustered}};

-- Messages that arrived whole and could not be taken because of a mistake of ours. Their senders retry; a row goes when its message is taken.
CREATE TABLE inbox_trouble (
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    action TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    times BIGINT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (partner, message_id)
);
