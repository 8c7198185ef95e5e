-- Where the days of a state begin and end (an IANA zone), and on which days of the week nobody works there (names between spaces). Of what is not said, days are those of UTC and weeks end with Saturday and Sunday.
CREATE TABLE assistance_calendar (
    country TEXT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL,
    weekend TEXT NOT NULL
);
