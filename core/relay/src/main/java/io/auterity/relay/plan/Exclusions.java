package io.auterity.relay.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers exclusions by reason and detail. */
final class Exclusions {

  private record Group(Exclusion.Reason reason, String detail) {}

  private final Map<Group, List<String>> groups = new LinkedHashMap<>();

  Exclusions(List<Exclusion> known) {
    for (Exclusion exclusion : known) {
      exclusion.providers().forEach(id -> add(exclusion.reason(), id, exclusion.detail()));
    }
  }

  void add(Exclusion.Reason reason, String provider, String detail) {
    groups.computeIfAbsent(new Group(reason, detail), group -> new ArrayList<>()).add(provider);
  }

  List<Exclusion> grouped() {
    List<Exclusion> list = new ArrayList<>(groups.size());
    groups.forEach(
        (group, providers) -> list.add(new Exclusion(group.reason(), providers, group.detail())));
    return list;
  }
}
