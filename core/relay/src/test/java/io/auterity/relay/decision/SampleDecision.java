package io.auterity.relay.decision;

import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.Limit.Period;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.RankedCandidate.Eligibility;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Demand;
import io.auterity.spi.Applied;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decisions as the road makes them. */
public final class SampleDecision {

  private static final UUID ID = UUID.fromString("01a1f7bf-7490-7098-a130-b23c661579af");
  private static final UUID TENANT = new UUID(0, 7);
  private static final Principal CALLER =
      new Principal(new UUID(0, 9), "demo-op", Principal.Type.SERVICE);
  private static final Instant BEGAN = Instant.parse("2026-11-20T06:58:02Z");
  private static final Map<String, Long> USED = Map.of("calls", 1L, "input_tokens", 214L);

  private SampleDecision() {}

  /** A step of a run that failed over from one provider to another. */
  public static Decision read() {
    return of(ID, TENANT, "ai.text.classify");
  }

  /** As that tenant would have made it. */
  public static Decision of(UUID tenant) {
    return of(ID, tenant, "ai.text.classify");
  }

  /** As that tenant would have made it on that day. */
  public static Decision of(LocalDate day, UUID tenant) {
    return of(id(day), tenant, "ai.text.classify");
  }

  /** As it would be of a call of that capability. */
  public static Decision calling(String capability) {
    return of(ID, TENANT, capability);
  }

  /** As it would be had all failed so. */
  public static Decision failed(Failure failure) {
    Decision one = read();
    Decision.Tried tried = one.attempts().getFirst();
    return new Decision(
        one.format(),
        one.id(),
        one.call(),
        one.timing(),
        new Decision.Result(Decision.Ending.FAILED, failure, null, null, List.of()),
        one.planning(),
        List.of(
            new Decision.Tried(
                1,
                tried.provider(),
                tried.marks(),
                0,
                tried.tookNanos(),
                failure,
                false,
                false,
                Map.of(),
                0,
                tried.offer(),
                false,
                null,
                null,
                null,
                null)),
        one.costs(),
        stages(StageMark.Passed.STOPPED, failure.code().wire(), failure.message()),
        one.course(),
        null);
  }

  private static Decision of(UUID id, UUID tenant, String capability) {
    Map<String, String> labels = Map.of("route", "triage");
    Invocation.Parent parent = new Invocation.Parent(new UUID(0, 8), "triage[3].classify", 0);
    CallFacts facts =
        CallFacts.builder(
                "ai.text.classify", "ai", "text.classify", Effect.NONE, DataClass.CUSTOMER)
            .model("gpt-mini")
            .labels(labels)
            .principal("demo-op", Principal.Type.SERVICE)
            .door(Invocation.Door.WORKFLOW)
            .pinned("gpt")
            .build();
    return new Decision(
        Decision.FORMAT,
        id,
        new Decision.Call(
            tenant, CALLER, "workflow", parent, capability, labels, null, null, facts, null),
        new Decision.Timing(BEGAN, 35_200_000, 30_000),
        new Decision.Result(Decision.Ending.SUCCEEDED, null, "gpt", "gpt", List.of()),
        planning(),
        attempts(),
        costs(),
        stages(StageMark.Passed.FAILOVER, "failed over", "Allowed: the effect is none."),
        AttemptHistory.NONE,
        null);
  }

  private static Decision.Planning planning() {
    return new Decision.Planning(
        1,
        null,
        new Decision.Routed("triage", 1, "Matched route = triage.", "priority", 20, Capture.MASKED),
        List.of(
            new RankedCandidate("gemini", 1.0, false, Eligibility.PLANNED, false),
            new RankedCandidate("gpt", 0.75, true, Eligibility.PLANNED, false)),
        2,
        List.of(),
        new Sight(
            Map.of(
                "gemini", new Snapshot(0, 8, -1, Phase.CLOSED, 100, false, 0, 0, 0, 0),
                "gpt", new Snapshot(1, 8, 2_500_000, Phase.CLOSED, 100, true, 3, 20, 4, 5)),
            0),
        0.5,
        false,
        List.of(),
        0);
  }

  private static List<Decision.Tried> attempts() {
    Failure injected =
        Failure.of(
                FailureCode.UNAVAILABLE, "injected until 2026-11-20T07:00:00Z, as spec.faults asks")
            .withOrigin(Origin.VENDOR)
            .withApplied(Applied.NO)
            .withFields(Map.of("injected", "true"));
    List<String> marks = List.of("recorded");
    return List.of(
        new Decision.Tried(
            1, "gemini", marks, 0, 200_000, injected, true, false, Map.of(), 0, "gemini", false,
            null, null, null, null),
        new Decision.Tried(
            2,
            "gpt",
            marks,
            200_000,
            35_000_000,
            null,
            false,
            true,
            USED,
            34_240,
            "gpt",
            false,
            null,
            null,
            null,
            null));
  }

  private static Decision.Costs costs() {
    return new Decision.Costs(
        List.of(
            new Decision.AttemptHold(1, "gemini", budget(0, 56_000, 5_000_000_000L)),
            new Decision.AttemptHold(1, "gemini", quota(0, 1, 1_000)),
            new Decision.AttemptHold(
                2,
                "gpt",
                new BudgetHold.Closed(
                    "budget",
                    "daily",
                    "USD",
                    56_000,
                    34_240,
                    21_760,
                    7,
                    4_999_965_760L,
                    5_000_000_000L,
                    Period.DAY,
                    null)),
            new Decision.AttemptHold(2, "gpt", quota(1, 0, 999))),
        new Decision.Used(USED, 34_240, "USD", List.of("2026-11-01"), List.of(), false));
  }

  private static BudgetHold.Closed budget(long settled, long returned, long left) {
    return new BudgetHold.Closed(
        "budget",
        "daily",
        "USD",
        56_000,
        settled,
        returned,
        0,
        left,
        5_000_000_000L,
        Period.DAY,
        "tenant");
  }

  private static BudgetHold.Closed quota(long settled, long returned, long left) {
    return new BudgetHold.Closed(
        "quota",
        "hourly",
        "calls",
        1,
        settled,
        returned,
        0,
        left,
        1_000,
        Period.HOUR,
        "key key_01a1f7bf74907098a130b23c661579af");
  }

  private static List<StageMark> stages(StageMark.Passed attempt, String verdict, String reason) {
    return List.of(
        StageMark.following(Stage.AUTHENTICATE, StageMark.AT_THE_DOOR, StageMark.Passed.DONE),
        StageMark.following(Stage.TENANT, StageMark.AT_THE_DOOR, StageMark.Passed.DONE),
        new StageMark(Stage.AUTHORIZE, 1_250, StageMark.Passed.DONE, "", "role operator"),
        StageMark.following(Stage.CLASSIFY_DATA, 3_000, StageMark.Passed.DONE),
        skipped(Stage.POLICY_PRE, "nothing to decide", "No policy is in force."),
        skipped(Stage.CACHE, "off", "The route does not ask for it."),
        StageMark.following(Stage.ROUTE, 5_500, StageMark.Passed.DONE),
        StageMark.following(Stage.RESERVE, 2_750, StageMark.Passed.DONE),
        new StageMark(Stage.ATTEMPT, 35_200_000, attempt, verdict, reason),
        skipped(Stage.POLICY_POST, "nothing to decide", "No policy is in force."),
        StageMark.following(Stage.SETTLE, 500, StageMark.Passed.DONE),
        StageMark.following(Stage.RECORD, 0, StageMark.Passed.DONE));
  }

  private static StageMark skipped(Stage stage, String verdict, String reason) {
    return new StageMark(stage, 80, StageMark.Passed.SKIPPED, verdict, reason);
  }

  /** A chat at the gateway as most are: one route, five limits, one attempt. */
  public static Decision chat() {
    Decision run = read();
    CallFacts facts =
        CallFacts.builder(
                "ai.chat.complete", "ai", "chat.complete", Effect.NONE, DataClass.CUSTOMER)
            .model("fast")
            .labels(Map.of("team", "claims"))
            .principal("claims-service", Principal.Type.SERVICE)
            .door(Invocation.Door.GATEWAY)
            .demand(new Demand(271, 1_000, true, true, List.of("tools"), null))
            .build();
    String offer = "openai/gpt-4o-mini";
    return new Decision(
        Decision.FORMAT,
        ID,
        new Decision.Call(
            UUID.fromString("7b3c1f0a-49be-4a53-9d0c-5f6a7b8c9d0e"),
            new Principal(
                UUID.fromString("01a1f7bf-7490-7098-a130-b23c66157900"),
                "claims-service",
                Principal.Type.SERVICE),
            "gateway",
            null,
            "ai.chat.complete",
            Map.of("team", "claims"),
            null,
            "4bf92f3577b34da6a3ce929d0e0e4736",
            facts,
            null),
        new Decision.Timing(BEGAN.plusNanos(123_456_789), 412_345_678, 60_000),
        new Decision.Result(Decision.Ending.SUCCEEDED, null, "openai", offer, List.of()),
        chatPlanning(offer),
        List.of(
            new Decision.Tried(
                1,
                "openai",
                List.of(),
                61_234,
                412_201_234,
                null,
                false,
                false,
                chatUsed(),
                131_250,
                offer,
                false,
                null,
                null,
                null,
                null)),
        new Decision.Costs(
            List.of(
                chatHold("month", Period.MONTH, "tenant"),
                chatHold("claims-day", Period.DAY, "label team=claims"),
                chatHold("key-day", Period.DAY, "key key_01a1f7bf74907098a130b23c661579af"),
                chatQuota("tenant-hour", 123_456, 1_000_000, "tenant"),
                chatQuota("claims-hour", 7_321, 10_000, "label team=claims")),
            new Decision.Used(
                chatUsed(),
                131_250,
                "USD",
                List.of("list-2026-11 v3 of 2026-11-01"),
                List.of(),
                false)),
        run.stages().stream()
            .map(
                mark ->
                    mark.stage() == Stage.ATTEMPT
                        ? new StageMark(
                            Stage.ATTEMPT, 412_250_000, StageMark.Passed.DONE, "answered", "")
                        : mark)
            .toList(),
        AttemptHistory.NONE,
        null);
  }

  private static Map<String, Long> chatUsed() {
    return Map.of("calls", 1L, "input_tokens", 275L, "output_tokens", 150L);
  }

  private static Decision.Planning chatPlanning(String offer) {
    String other = "anthropic/claude-haiku-4-5";
    return new Decision.Planning(
        17,
        null,
        new Decision.Routed("fast", 3, "Matched model = fast.", "priority", 10, Capture.NONE),
        List.of(
            new RankedCandidate(offer, 0.9731, false, Eligibility.PLANNED, false),
            new RankedCandidate(other, 0.8125, true, Eligibility.PLANNED, false)),
        2,
        List.of(),
        new Sight(
            Map.of(
                offer, new Snapshot(12, 256, 398_123_456, Phase.CLOSED, 100, false, 0, 20, 0, 0),
                other, new Snapshot(0, 256, 501_123_456, Phase.CLOSED, 100, false, 1, 20, 0, 0)),
            0),
        0.7315123456789123,
        false,
        List.of(),
        0);
  }

  private static Decision.AttemptHold chatHold(String limit, Period period, String scope) {
    return new Decision.AttemptHold(
        1,
        "openai",
        new BudgetHold.Closed(
            "budget",
            limit,
            "USD",
            640_650,
            131_250,
            509_400,
            0,
            812_345_678_901L,
            1_000_000_000_000L,
            period,
            scope));
  }

  private static Decision.AttemptHold chatQuota(String limit, long left, long cap, String scope) {
    return new Decision.AttemptHold(
        1,
        "openai",
        new BudgetHold.Closed("quota", limit, "calls", 1, 1, 0, 0, left, cap, Period.HOUR, scope));
  }

  /** An id that was made on that day. */
  public static UUID id(LocalDate day) {
    long millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new UUID(millis << 16 | 0x7000, Long.MIN_VALUE);
  }
}
