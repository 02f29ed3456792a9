package io.auterity.ledger;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cap and its windows, as budgets and quotas write them: one in the spec itself, or several in
 * its list {@code limits}.
 *
 * @param spec where the cap and the period stand
 * @param whole the spec of the resource
 * @param path of the spec in it, with a dot behind; empty when it is that
 */
record CapSpec(Json.Obj spec, Json.Obj whole, String path) {

  private static final String LIST = "limits";

  /** Those of a resource. */
  static List<CapSpec> of(Json.Obj whole) {
    List<CapSpec> all = new ArrayList<>();
    if (whole.get("period") != null) {
      all.add(new CapSpec(whole, whole, ""));
    }
    if (whole.get(LIST) instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        all.add(new CapSpec((Json.Obj) items.get(i), whole, "%s[%d].".formatted(LIST, i)));
      }
    }
    return all;
  }

  /** What is wrong with those of a resource of that kind. */
  static List<Problem> check(String kind, Json.Obj whole) {
    List<CapSpec> all = of(whole);
    if (kind.equals(Limit.BUDGET) && all.isEmpty()) {
      return List.of(
          new Problem("", "must cap something", "write cap and period, or several in limits"));
    }
    if (whole.get("period") != null && whole.get(LIST) != null) {
      return List.of(
          new Problem(LIST, "must not stand beside a period", "put that one among them"));
    }
    List<Problem> problems = new ArrayList<>();
    Set<Limit.Period> seen = EnumSet.noneOf(Limit.Period.class);
    for (CapSpec one : all) {
      if (!seen.add(one.period())) {
        problems.add(
            new Problem(one.path + "period", "must not stand there twice", "keep the lower cap"));
      }
      problems.addAll(one.zoneProblem());
      if (kind.equals(Limit.BUDGET)) {
        problems.addAll(one.capProblem());
      }
    }
    return problems;
  }

  private List<Problem> capProblem() {
    try {
      money();
      return List.of();
    } catch (ArithmeticException | NumberFormatException e) {
      return List.of(
          new Problem(
              path + "cap",
              "must be a decimal amount of at most nine places, below nine thousand million",
              "write it as text, e.g. \"5.00\""));
    }
  }

  private List<Problem> zoneProblem() {
    String name = zoneName();
    return name == null || ZoneId.getAvailableZoneIds().contains(name)
        ? List.of()
        : List.of(
            new Problem(
                spec.get("zone") == null ? "zone" : path + "zone",
                "there is no zone '%s'".formatted(name),
                "write a name of the IANA time zone database, e.g. Europe/Berlin"));
  }

  private @Nullable String zoneName() {
    String own = spec.text("zone");
    return own == null ? whole.text("zone") : own;
  }

  /** Whose calendar they follow. */
  ZoneId zone() {
    String name = zoneName();
    return name == null ? ZoneOffset.UTC : ZoneId.of(name);
  }

  Limit.Period period() {
    return Limit.Period.of(Objects.requireNonNull(spec.text("period")));
  }

  /** The cap of a budget, in nano-units. */
  long money() {
    return NanoUnits.nanos(Objects.requireNonNull(spec.text("cap")));
  }

  /** The cap of a quota. */
  long calls() {
    return ((Json.Int) Objects.requireNonNull(spec.get("calls"))).value();
  }
}
