-- Which authorities deal with assistance: the own directory and those of partners, each version as it was published.
CREATE TABLE assistance_directory (
    party TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (party, version)
) {{clustered}};

-- The version of the own directory that each partner was sent last.
CREATE TABLE assistance_directory_told (
    partner TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

-- In which order open requests should be dealt with: asked for, or given. wished: ids of requests between spaces, the most urgent first.
CREATE TABLE assistance_priority (
    number {{key}},
    partner TEXT NOT NULL,
    ours BIGINT NOT NULL,
    authority TEXT NOT NULL,
    step TEXT NOT NULL,
    most BIGINT,
    wished TEXT NOT NULL,
    reason TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    record BIGINT NOT NULL
);
CREATE INDEX assistance_priority_partner ON assistance_priority (partner, number);

-- Public holidays of states: days on which clocks stand still beside weekends.
CREATE TABLE assistance_holiday (
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (country, day)
);
