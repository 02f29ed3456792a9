package io.auterity.relay.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Providers that may not answer a call, for one reason. */
public record Exclusion(Reason reason, List<String> providers, String detail) {

  /** Why a provider is out of the question. */
  public enum Reason {
    NOT_CONNECTED,
    UNSUPPORTED,
    MODEL,
    REQUIRE,
    PINNED,
    SEVERAL;

    /** As it stands in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Exclusion {
    Objects.requireNonNull(reason);
    providers = List.copyOf(providers);
    Objects.requireNonNull(detail);
  }

  /** Gathers exclusions by reason and detail. */
  static final class Grouping {

    private record Group(Exclusion.Reason reason, String detail) {}

    private final Map<Group, List<String>> groups = new LinkedHashMap<>();

    Grouping(List<Exclusion> known) {
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
}
