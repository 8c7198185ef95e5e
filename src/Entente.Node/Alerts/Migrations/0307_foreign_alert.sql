-- With which partners an alert of ours is shared (Shared), or was (Ended). version: the last that they were sent.
CREATE TABLE alert_partner (
    alert_number BIGINT NOT NULL,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (alert_number, partner)
) {{clustered}};

-- What partners have said of their alerts. alert_number: the alert here; none where its end came before it. digest: of what was said with the version.
CREATE TABLE foreign_alert (
    partner TEXT NOT NULL,
    foreign_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    alert_number BIGINT UNIQUE,
    conditions TEXT NOT NULL,
    digest TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (partner, foreign_id)
) {{clustered}};

-- What the owner of a partner's alert was told about a hit of ours on it. refused: why a message could not be queued.
CREATE TABLE hit_told (
    hit_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    refused TEXT,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (hit_number, ordinal)
) {{clustered}};
