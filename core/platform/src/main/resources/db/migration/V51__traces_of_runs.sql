-- The trace that a run was started under and the baggage of its caller, as JSON; its calls belong to it.
alter table run add column trace text;
