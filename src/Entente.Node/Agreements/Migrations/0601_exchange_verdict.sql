-- What this node decided of each message that was to go to a partner (Out) or came from one (In). message_id: also of one that was refused and never queued. reason: why it was
-- refused, or in what this side and the other differ. question: what the gate was asked. theirs: what the partner said when it declined.
CREATE TABLE exchange_verdict (
    number {{key}},
    direction TEXT NOT NULL,
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    action TEXT NOT NULL,
    permitted BIGINT NOT NULL,
    reason TEXT,
    clause TEXT,
    sha256 TEXT,
    question TEXT NOT NULL,
    stripped TEXT NOT NULL,
    obligations TEXT,
    theirs TEXT,
    officer TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX exchange_verdict_message ON exchange_verdict (partner, message_id);
