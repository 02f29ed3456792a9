-- Capabilities that agents with a key see as tools of their own.
alter table api_key add column tools text[];

-- What V7__changes.sql tells of, and the tools.
create trigger tell_tools after update on api_key
  for each row
  when (old.tools is distinct from new.tools)
  execute function tell_change('key');
