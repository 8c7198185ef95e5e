CREATE INDEX alert_category ON alert (category, number);
CREATE INDEX alert_owner ON alert (owner, number);
CREATE INDEX alert_reference ON alert (reference);
CREATE INDEX hit_changed ON hit (changed);
CREATE INDEX hit_consignment ON hit (consignment_reference, number);
