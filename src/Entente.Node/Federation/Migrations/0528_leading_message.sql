-- leads: what is queued for the partner after this message does not go before this one has ended. recall_reason, recall_detail: why a message that was being sent when the law changed is not tried again.
ALTER TABLE outbox ADD COLUMN leads BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN recall_reason TEXT;
ALTER TABLE outbox ADD COLUMN recall_detail TEXT;
CREATE INDEX outbox_leading ON outbox (partner, seq) WHERE leads = 1 AND state IN ('Ready', 'Waiting');
