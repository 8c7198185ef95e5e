-- The columns that an officer leaves out of a table; what is not named here is shown, also a column that a later version adds.
CREATE TABLE column_choice (
    officer TEXT NOT NULL,
    table_id TEXT NOT NULL,
    hidden TEXT NOT NULL,
    PRIMARY KEY (officer, table_id)
) {{clustered}};
