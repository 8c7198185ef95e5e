-- version: that of the card in force. suspended_by, reason: who holds the queue, and why. record: the record of the last change.
CREATE TABLE partner (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    reason TEXT,
    suspended_by TEXT,
    changed_at BIGINT NOT NULL,
    record BIGINT NOT NULL
);

-- Every card that was ever in force. card: the exact bytes that were approved.
CREATE TABLE partner_version (
    partner TEXT NOT NULL,
    version BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    card {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    proposed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (partner, version)
) {{clustered}};

-- state: Open, Approved, Rejected, Replaced (by a later proposal for the same partner). An open one lapses at expires_at.
CREATE TABLE partner_proposal (
    id TEXT PRIMARY KEY,
    partner TEXT NOT NULL,
    version BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    card {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    reason TEXT,
    record BIGINT NOT NULL
);
CREATE UNIQUE INDEX partner_proposal_open ON partner_proposal (partner) WHERE state = 'Open';

-- A key that counts for nothing any more, whatever certificate or card it comes in. key: SHA-256 of the public key (SubjectPublicKeyInfo).
CREATE TABLE partner_revocation (
    partner TEXT NOT NULL,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    revoked_by TEXT NOT NULL,
    revoked_at BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (partner, key)
) {{clustered}};

-- The directory as a whole after each change. content: the exact bytes that this node signed.
CREATE TABLE partner_directory (
    version {{key}},
    content {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    signed_with TEXT NOT NULL,
    signed_at BIGINT NOT NULL
);
