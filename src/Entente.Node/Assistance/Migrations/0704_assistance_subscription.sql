-- The regular exchange of a data set, as this end holds it. data_set: what both sides agreed to; source: of which own declarations the deliveries are made, which nobody else is told.
CREATE TABLE assistance_subscription (
    number {{key}},
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    we_proposed BIGINT NOT NULL,
    we_give BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    authority TEXT NOT NULL,
    instrument TEXT NOT NULL,
    approval TEXT NOT NULL,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    data_set TEXT NOT NULL,
    source TEXT,
    delivered BIGINT NOT NULL,
    delivered_until TEXT,
    opened_at BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    UNIQUE (partner, id)
);
CREATE INDEX assistance_subscription_state ON assistance_subscription (state, number);

-- What happened to it, in its order.
CREATE TABLE assistance_subscription_entry (
    subscription BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT NOT NULL,
    ours BIGINT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT,
    message_id TEXT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (subscription, ordinal)
) {{clustered}};

-- What was delivered under it. The records are the attachment of the message, which goes when its day has passed.
CREATE TABLE assistance_delivery (
    subscription BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    ours BIGINT NOT NULL,
    period_from TEXT NOT NULL,
    period_until TEXT NOT NULL,
    given TEXT NOT NULL,
    records BIGINT NOT NULL,
    sha256 TEXT,
    message_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subscription, ordinal)
) {{clustered}};
