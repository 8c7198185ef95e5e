-- Evidence files that were asked for. kind and subject: what about. title: what it is called, as both officers see it. digest: of all that was asked. record: that of the handing out, and its number.
CREATE TABLE evidence_request (
    seq {{key}},
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    recipient TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    case_reference TEXT,
    digest TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    approved BIGINT,
    reason TEXT,
    taken_at BIGINT,
    record BIGINT
);
CREATE INDEX evidence_request_officer ON evidence_request (officer, asked_at);
CREATE INDEX evidence_request_waiting ON evidence_request (decided_at, asked_at);
