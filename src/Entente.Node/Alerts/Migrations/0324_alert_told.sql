-- What each partner of an alert of ours was to be told, by version. kind: of the message. message_id: of the one that was queued, or of the one that was not, whose verdict is kept under it.
-- refused, detail: why it was not queued. What became of one that was queued, the outbox knows.
CREATE TABLE alert_told (
    alert_number BIGINT NOT NULL,
    partner TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    message_id TEXT,
    refused TEXT,
    detail TEXT,
    record_seq BIGINT,
    PRIMARY KEY (alert_number, partner, version)
) {{clustered}};

-- What was told before this was kept: the last of it.
INSERT INTO alert_told (alert_number, partner, version, kind, at)
SELECT alert_number, partner, version, CASE state WHEN 'Ended' THEN 'alert.withdrawn' ELSE 'alert.amended' END, changed_at FROM alert_partner;
