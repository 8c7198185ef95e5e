-- How the bytes were sealed; NULL: by a release that did not store it. suite: that of their receipt. signer, recipients: fingerprints of the certificates, parted by spaces.
ALTER TABLE outbox_wire ADD COLUMN suite TEXT;
ALTER TABLE outbox_wire ADD COLUMN signer TEXT;
ALTER TABLE outbox_wire ADD COLUMN recipients TEXT;

-- The same message sealed again, because a key of the sealing before counts no more. version: from 1.
CREATE TABLE outbox_resealed (
    seq BIGINT NOT NULL,
    version BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    signed_parts TEXT NOT NULL,
    suite TEXT NOT NULL,
    signer TEXT NOT NULL,
    recipients TEXT NOT NULL,
    sealed_at BIGINT NOT NULL,
    PRIMARY KEY (seq, version)
);

-- wire_version: the sealing that counts: the one that the receipt is for, else the latest. 0: that of outbox_wire.
ALTER TABLE outbox ADD COLUMN wire_version BIGINT NOT NULL DEFAULT 0;

-- signed: SHA-256 of what the signature covers and the receipt repeats; NULL, as receipt_signer: by a release that did not store it.
ALTER TABLE inbox_wire ADD COLUMN signed TEXT;
ALTER TABLE inbox_wire ADD COLUMN receipt_signer TEXT;

-- Receipts that a duplicate got beside the first: by a newer key, or for the same content sealed again.
CREATE TABLE inbox_receipt (
    seq BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    signed TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body {{blob}} NOT NULL,
    signer TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (seq, ordinal)
);
