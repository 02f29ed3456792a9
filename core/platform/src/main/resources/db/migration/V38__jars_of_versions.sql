-- Classes that a connector file names lie in jars beside it: a version runs with those of its day alone.
alter table plugin_version
  -- As sha256: and hex; null where the file names no classes.
  add column jars text;
