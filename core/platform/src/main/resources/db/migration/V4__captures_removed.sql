-- Callers remove what was kept of an answer of theirs: relay.capture.

grant delete on captured_content to auterity_app;
