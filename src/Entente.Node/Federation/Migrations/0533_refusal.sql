-- The partner's signed error that ended a message, as it came.
CREATE TABLE outbox_refusal (
    seq {{key}},
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    signer TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);

-- Signed errors of this node, for messages of partners that it did not take. code: the first error's. Of one partner so many in an hour are kept and no more.
CREATE TABLE inbox_refusal (
    number {{key}},
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    code TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    given_at BIGINT NOT NULL
);
CREATE INDEX inbox_refusal_partner ON inbox_refusal (partner, given_at);
