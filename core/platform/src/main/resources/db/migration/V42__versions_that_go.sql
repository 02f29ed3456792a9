-- Of the versions of a plugin the latest stay, and the one that is in force.
grant delete on plugin_version to auterity_engine;
