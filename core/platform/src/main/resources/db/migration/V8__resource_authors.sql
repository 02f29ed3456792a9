-- Who applied or ended each version of a resource, by name; unknown of those of before: platform.resource.

alter table resource add column author text;
