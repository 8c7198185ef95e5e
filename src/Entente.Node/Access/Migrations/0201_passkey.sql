-- Security keys, the links that admit a person to register one, and the attempts that a key is answering.
CREATE TABLE passkey (
    credential_id TEXT PRIMARY KEY,
    officer_id TEXT NOT NULL REFERENCES officer (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    sign_count BIGINT NOT NULL,
    transports TEXT NOT NULL,
    user_verified BIGINT NOT NULL,
    backup_eligible BIGINT NOT NULL,
    backed_up BIGINT NOT NULL,
    public_key {{blob}} NOT NULL,
    attestation_object {{blob}} NOT NULL,
    client_data {{blob}} NOT NULL
);
CREATE INDEX passkey_officer ON passkey (officer_id);

-- officer_id is null for the set-up link, whose holder becomes the first administrator.
CREATE TABLE invitation (
    token_hash TEXT PRIMARY KEY,
    officer_id TEXT REFERENCES officer (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX invitation_officer ON invitation (officer_id);

-- What a key was asked. Taken out when it answers, so that no answer serves twice.
CREATE TABLE passkey_attempt (
    token_hash TEXT PRIMARY KEY,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    officer_id TEXT,
    officer_name TEXT,
    invitation_hash TEXT,
    made_at BIGINT NOT NULL
);
CREATE INDEX passkey_attempt_made ON passkey_attempt (made_at);

-- Machines that send to the node.
CREATE TABLE feed (
    name TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    permissions TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
