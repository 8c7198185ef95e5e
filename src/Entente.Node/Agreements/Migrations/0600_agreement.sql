-- Every text of an agreement that was ever put to this node. text: the exact bytes, which sha256 names. origin: the partner that offered it first; none: an officer here.
-- state: Offered (a partner has signed it), Proposed (by an officer here), SignedHere (approved by another, and signed by this node), Agreed (signed by every party of which
-- there is a card), Rejected. changed: the record of the last change.
CREATE TABLE agreement (
    number {{key}},
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    text {{blob}} NOT NULL,
    origin TEXT,
    state TEXT NOT NULL,
    proposed_by TEXT,
    proposed_at BIGINT,
    decided_by TEXT,
    decided_at BIGINT,
    reason TEXT,
    received_at BIGINT NOT NULL,
    agreed_at BIGINT,
    changed BIGINT NOT NULL
);
CREATE UNIQUE INDEX agreement_live ON agreement (id, version) WHERE state <> 'Rejected';
CREATE INDEX agreement_changed ON agreement (changed);

-- The parties of a text. signature: of that party's node over id, version and sha256; certificate: with which it was verified. told: the message by which the party was told of
-- this node's signature; none: it has yet to be told.
CREATE TABLE agreement_party (
    number BIGINT NOT NULL,
    party TEXT NOT NULL,
    signature {{blob}},
    certificate {{blob}},
    signed_at BIGINT,
    told TEXT,
    PRIMARY KEY (number, party)
) {{clustered}};
