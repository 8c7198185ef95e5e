-- Things that are evidence, handed over to a partner (ours = 1) or by one. item: the thing in custody here. message_id: the message that hands it over. chunks: of its bytes, and sent: how many of them have gone to the outbox.
-- closed: nothing of its sending is left to do.
CREATE TABLE assistance_handover (
    number {{key}},
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    case_number BIGINT NOT NULL,
    item BIGINT NOT NULL,
    ours BIGINT NOT NULL,
    giving TEXT NOT NULL,
    return_by TEXT,
    approval TEXT NOT NULL,
    authority TEXT NOT NULL,
    sha256 TEXT,
    chunks BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    closed BIGINT NOT NULL
);
CREATE UNIQUE INDEX assistance_handover_id ON assistance_handover (partner, id);
CREATE INDEX assistance_handover_item ON assistance_handover (item);
CREATE INDEX assistance_handover_open ON assistance_handover (number) WHERE ours = 1 AND closed = 0;
