-- The end of a run is stored as an event in the transaction that writes it.
grant insert on outbox to auterity_engine;
