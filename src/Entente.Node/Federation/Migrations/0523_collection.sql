-- handed_at: when a partner that fetches its messages was last given this one; its receipt then comes on a connection of its own.
ALTER TABLE outbox ADD COLUMN handed_at BIGINT;

-- From which partners this node fetches messages, and how often; the newest record of a partner counts. every_seconds: NULL for never.
CREATE TABLE partner_collection (
    record BIGINT PRIMARY KEY,
    partner TEXT NOT NULL,
    every_seconds BIGINT,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX partner_collection_partner ON partner_collection (partner, record);
