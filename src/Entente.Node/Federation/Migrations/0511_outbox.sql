-- Messages to partners. One is open (Ready, Waiting) until it has ended; of a conversation only its first open message is Ready.
-- lane: the number of the lane, so that urgent sorts first. changed: rises with every change, for pages that follow. sealed_at: just before the first attempt.
-- effect: what the partner says became of it after it had arrived.
CREATE TABLE outbox (
    seq {{key}},
    message_id TEXT NOT NULL UNIQUE,
    partner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    in_reply_to TEXT,
    service TEXT NOT NULL,
    action TEXT NOT NULL,
    lane BIGINT NOT NULL,
    size BIGINT NOT NULL,
    queued_by TEXT NOT NULL,
    queued_at BIGINT NOT NULL,
    resend_of TEXT,
    state TEXT NOT NULL,
    changed BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    suite TEXT,
    sealed_at BIGINT,
    ended_at BIGINT,
    reason TEXT,
    detail TEXT,
    effect TEXT,
    effect_detail TEXT,
    effect_at BIGINT,
    leased_by TEXT,
    leased_until BIGINT
);
CREATE INDEX outbox_open ON outbox (partner, lane, seq) WHERE state = 'Ready' AND leased_by IS NULL;
CREATE INDEX outbox_due ON outbox (partner, due_at) WHERE state = 'Ready' AND leased_by IS NULL;
CREATE INDEX outbox_conversation ON outbox (partner, conversation, seq) WHERE state IN ('Ready', 'Waiting');
CREATE INDEX outbox_oldest ON outbox (partner, queued_at) WHERE state IN ('Ready', 'Waiting');
CREATE INDEX outbox_leased ON outbox (leased_by, leased_until) WHERE leased_by IS NOT NULL;
CREATE INDEX outbox_at ON outbox (queued_at, seq);
CREATE INDEX outbox_partner ON outbox (partner, queued_at, seq);
CREATE INDEX outbox_refused ON outbox (queued_at, seq) WHERE state = 'Refused' OR effect = 'Refused';
CREATE INDEX outbox_changed ON outbox (changed);
CREATE INDEX outbox_resend ON outbox (resend_of) WHERE resend_of IS NOT NULL;

-- What the module handed in: the payload first, then the attachments.
CREATE TABLE outbox_content (
    seq BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    PRIMARY KEY (seq, ordinal)
) {{clustered}};

-- The exact bytes, stored before the first of them leaves; every retry sends these. signed_parts: what the receipt must repeat.
CREATE TABLE outbox_wire (
    seq {{key}},
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    signed_parts TEXT NOT NULL
);

CREATE TABLE outbox_receipt (
    seq {{key}},
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    signer TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);

-- Attempts that did not deliver: the first ones and the latest ones of each message.
CREATE TABLE outbox_attempt (
    seq BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (seq, ordinal)
) {{clustered}};
