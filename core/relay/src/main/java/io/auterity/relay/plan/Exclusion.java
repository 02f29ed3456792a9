package io.auterity.relay.plan;

import io.auterity.platform.json.LowerCaseName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Offers that may not answer a call, for one reason; a bare word is a whole provider. */
public record Exclusion(Reason reason, List<String> offers, String detail) {

  /** Why an offer is out of the question. */
  public enum Reason implements LowerCaseName {
    NOT_CONNECTED,
    UNSUPPORTED,
    MODEL,
    REQUIRE,
    ABILITY,
    CONTEXT,
    REGION,
    REGIME,
    PRIVACY,
    PRICE,
    UNPRICED,
    PINNED,
    SEVERAL,
    KEY,
    BUDGET,
    SECRET,
    UNVERIFIED,
    CONSENT_NEEDED,
    HOME,
    DEFAULT
  }

  public Exclusion {
    offers = List.copyOf(offers);
  }

  /** Gathers exclusions by reason and detail. */
  static final class Grouping {

    private record Group(Exclusion.Reason reason, String detail) {}

    private final Map<Group, List<String>> groups = new LinkedHashMap<>();

    Grouping(List<Exclusion> known) {
      known.forEach(one -> group(one.reason(), one.detail()).addAll(one.offers()));
    }

    void add(Exclusion.Reason reason, String offer, String detail) {
      group(reason, detail).add(offer);
    }

    /** Adds what is not in it already. */
    void merge(Exclusion exclusion) {
      List<String> group = group(exclusion.reason(), exclusion.detail());
      exclusion.offers().stream().filter(id -> !group.contains(id)).forEach(group::add);
    }

    private List<String> group(Exclusion.Reason reason, String detail) {
      return groups.computeIfAbsent(new Group(reason, detail), group -> new ArrayList<>());
    }

    List<Exclusion> grouped() {
      List<Exclusion> list = new ArrayList<>(groups.size());
      groups.forEach(
          (group, offers) -> list.add(new Exclusion(group.reason(), offers, group.detail())));
      return list;
    }
  }
}
