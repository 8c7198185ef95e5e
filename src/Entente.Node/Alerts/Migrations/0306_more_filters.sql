-- Each filter of the table of alerts walks its own index from the newest on, however rare its value.
CREATE INDEX alert_action ON alert (action, number);
CREATE INDEX alert_state ON alert (state, number);
CREATE INDEX alert_category_action ON alert (category, action, number);
CREATE INDEX alert_list ON alert (list, number);
-- The number of open hits stands on every page; it is counted without reading the hits.
CREATE INDEX hit_open ON hit (state, action, audience);
