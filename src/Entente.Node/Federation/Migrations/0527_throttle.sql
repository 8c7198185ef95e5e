-- How many messages an hour may go to a partner, of those that fall under a throttle. number: of who made it. not_before: no message under it begins earlier. ends_at: from then on it holds nothing.
CREATE TABLE outbox_throttle (
    number {{key}},
    partner TEXT NOT NULL,
    per_hour BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    ends_at BIGINT
);
CREATE INDEX outbox_throttle_partner ON outbox_throttle (partner);

-- Which messages fall under which throttle. passed_at: when the sending of one began; none: it waits for its turn.
CREATE TABLE outbox_throttled (
    seq BIGINT NOT NULL,
    throttle BIGINT NOT NULL,
    passed_at BIGINT,
    PRIMARY KEY (seq, throttle)
) {{clustered}};
CREATE INDEX outbox_throttled_passed ON outbox_throttled (throttle, passed_at);
