package io.auterity.server.guardrails;

import io.auterity.control.guardrail.FindingRecord;
import io.auterity.platform.call.CallGuard;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.server.guardrails.GuardrailFindings.FoundOnDay;
import io.auterity.server.guardrails.GuardrailFindings.RuleFindings;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what decisions tell of guardrails. */
final class FindingTally {

  private static final String BLOCKED = "blocked";
  private static final double NANOS_PER_MICRO = 1_000;

  private final Map<String, Rule> rules = new TreeMap<>();
  private final Map<String, Long> done = new TreeMap<>();
  private final List<Long> nanos = new ArrayList<>();
  private long calls;
  private long looked;
  private long found;
  private long refused;

  /** What one rule found. */
  private static final class Rule {
    private final Map<LocalDate, Long> days = new TreeMap<>();
    private long findings;
    private long calls;
    private long refused;
  }

  void add(Decision decision) {
    calls++;
    looked += decision.stages().stream().anyMatch(FindingTally::looks) ? 1 : 0;
    LocalDate day = LocalDate.ofInstant(decision.timing().began(), ZoneOffset.UTC);
    List<FindingRecord> told = told(decision);
    told.forEach(one -> add(one, day));
    Set<String> who = new HashSet<>();
    told.forEach(one -> who.add(one.guardrail()));
    who.forEach(id -> rule(id).calls++);
    found += who.isEmpty() ? 0 : 1;
    String unable = unable(decision.result().failure());
    if (unable != null) {
      rule(unable).refused++;
      refused++;
    }
  }

  private void add(FindingRecord one, LocalDate day) {
    Rule rule = rule(one.guardrail());
    rule.findings += one.times();
    rule.days.merge(day, (long) one.times(), Long::sum);
    if (one.done().equals(BLOCKED)) {
      rule.refused++;
      refused++;
    } else {
      done.merge(one.done(), (long) one.times(), Long::sum);
    }
  }

  private Rule rule(String id) {
    return rules.computeIfAbsent(id, ignored -> new Rule());
  }

  // A call that a guardrail ended tells of it by its failure, and of what was found before not.
  private List<FindingRecord> told(Decision decision) {
    List<FindingRecord> told = new ArrayList<>();
    String refusing = refusing(decision.result().failure());
    if (refusing != null && unable(decision.result().failure()) == null) {
      told.add(new FindingRecord(refusing, 1, BLOCKED));
    }
    for (StageMark mark : decision.stages()) {
      boolean before = mark.stage() == Stage.POLICY_PRE;
      if (before && looks(mark)) {
        nanos.add(mark.nanos());
      }
      if (before || mark.stage() == Stage.POLICY_POST) {
        FindingRecord.of(mark.reason()).stream()
            .filter(one -> !one.done().equals(BLOCKED) || refusing == null)
            .forEach(told::add);
      }
    }
    return told;
  }

  private static boolean looks(StageMark mark) {
    boolean policy = mark.stage() == Stage.POLICY_PRE || mark.stage() == Stage.POLICY_POST;
    return policy && mark.passed() != StageMark.Passed.SKIPPED && mark.nanos() >= 0;
  }

  private static @Nullable String refusing(@Nullable Failure failure) {
    return failure == null || failure.code() != FailureCode.CONTENT_REFUSED
        ? null
        : failure.fields().get(CallGuard.FIELD);
  }

  // The one that refused because it could not look, which is no finding; null where none did.
  private static @Nullable String unable(@Nullable Failure failure) {
    return failure == null || !failure.fields().containsKey(FindingRecord.UNABLE)
        ? null
        : refusing(failure);
  }

  /**
   * The sum.
   *
   * @param whole whether all calls since then were added
   */
  GuardrailFindings sum(Instant since, Instant now, boolean whole) {
    nanos.sort(null);
    List<LocalDate> days =
        LocalDate.ofInstant(since, ZoneOffset.UTC)
            .datesUntil(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))
            .toList();
    return new GuardrailFindings(
        since,
        whole,
        calls,
        looked,
        found,
        refused,
        Map.copyOf(done),
        micros(50),
        micros(99),
        rules.entrySet().stream().map(it -> sum(it.getKey(), it.getValue(), days)).toList());
  }

  private static RuleFindings sum(String id, Rule rule, List<LocalDate> days) {
    List<FoundOnDay> byDay =
        days.stream()
            .map(day -> new FoundOnDay(day.toString(), rule.days.getOrDefault(day, 0L)))
            .toList();
    return new RuleFindings(id, rule.findings, rule.calls, rule.refused, byDay);
  }

  private @Nullable Double micros(int percent) {
    if (nanos.isEmpty()) {
      return null;
    }
    int at = Math.ceilDiv(nanos.size() * percent, 100) - 1;
    return nanos.get(at) / NANOS_PER_MICRO;
  }
}
