-- The open hits of one alert and one declared content, as long as there are any: a line of the queue. oldest, newest: numbers of hits.
CREATE TABLE hit_pair (
    alert_number BIGINT NOT NULL,
    subject_hash TEXT NOT NULL,
    alert_hash TEXT NOT NULL,
    open BIGINT NOT NULL,
    oldest BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    directive TEXT NOT NULL,
    category TEXT NOT NULL,
    audience TEXT NOT NULL,
    PRIMARY KEY (alert_number, subject_hash, alert_hash)
) {{clustered}};
CREATE INDEX hit_pair_newest ON hit_pair (newest);
CREATE INDEX hit_pair_directive ON hit_pair (directive, newest);
CREATE INDEX hit_pair_category ON hit_pair (category, newest);

-- The open hits of a pair, however many were judged before.
CREATE INDEX hit_of_pair ON hit (alert_number, subject_hash, alert_hash, number) WHERE state = 'Open';

INSERT INTO hit_pair (alert_number, subject_hash, alert_hash, open, oldest, newest, directive, category, audience)
SELECT alert_number, subject_hash, alert_hash, COUNT(*), MIN(number), MAX(number),
    CASE WHEN MAX(action) IN ('Seize', 'DetainAndNotify', 'PreventMovement', 'DoNotLoad') THEN 'Stop'
        WHEN MAX(action) IN ('SightAndReport', 'DiscreetCheck', 'ControlledDelivery', 'OperationalAnalysis', 'StrategicAnalysis', 'RequestForInformation') THEN 'LetPass'
        ELSE 'Look' END,
    MAX(category), MAX(audience)
FROM hit WHERE state = 'Open' GROUP BY alert_number, subject_hash, alert_hash;
