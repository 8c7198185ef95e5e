-- Declarations per route and hour, kept with every intake, so that the map costs the same whatever the volume.
CREATE TABLE flow (
    hour BIGINT NOT NULL,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    simulated BIGINT NOT NULL,
    declarations BIGINT NOT NULL,
    hits BIGINT NOT NULL,
    gross_mass DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (hour, origin, destination, simulated)
) {{clustered}};
