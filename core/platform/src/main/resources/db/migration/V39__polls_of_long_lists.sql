-- A list may be longer than one poll reads: the next one goes on where that was.
alter table run_trigger
  -- Cursor of the page that is next; null where the list is read from its beginning.
  add column walk_page text,
  -- What the first page had kept: the position, once the list has ended.
  add column walk_position text;
