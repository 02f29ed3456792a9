-- What answers were worth, by the route that planned their calls: each learns from its own latest,
-- however many scores others have: relay.learn, relay.decision

-- Empty where no route did; null in rows of before, of which only the decision tells.
alter table decision_feedback add column route text;
alter table judged_pair add column route text;

-- In the order in which the latest are read.
create index on decision_feedback (tenant, route, born, decision);
create index on judged_pair (tenant, route, born, call);
