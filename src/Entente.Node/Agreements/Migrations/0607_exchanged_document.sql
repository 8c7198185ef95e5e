-- The documents that came with messages of partners (In) and went to them (Out), by their SHA-256, in the order in which that was: what a partner gave is known again, wherever it is sent from.
-- What went before it came was this administration's own.
CREATE TABLE exchanged_document (
    number {{key}},
    direction TEXT NOT NULL,
    partner TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX exchanged_document_sha256 ON exchanged_document (sha256, direction, number);
