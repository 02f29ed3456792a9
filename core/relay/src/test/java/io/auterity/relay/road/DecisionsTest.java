package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TenantTables;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.attempt.DispatchLog;
import io.auterity.relay.attempt.store.DispatchStore;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Summary;
import io.auterity.relay.decision.archive.AnsweredCalls;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.relay.decision.archive.Feedback;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.archive.RunTimeline;
import io.auterity.relay.decision.archive.StepCall;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.recompute.Recomputation;
import io.auterity.relay.recompute.Recompute;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decisions on their way through PostgreSQL. */
@Tag("postgresql")
class DecisionsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Classification ANSWER = new Classification("debt", "gpt", Map.of());
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");

  private final TenantScope tenant = db.newTenant();
  private final TestRoad road = new TestRoad(tenant, new DecisionWriter(db.database()), 10_000);
  private final Archive archive = new DecisionArchive(db.database());
  private UUID run = road.ids.next();

  @BeforeEach
  void twoProviders() {
    LocalDate day = LocalDate.parse("2026-11-20");
    db.createDayPartitions(day, day);
    road.providers.add(ai("gemini", "recorded"));
    road.providers.add(ai("gpt", "recorded"));
    road.route("triage", "{'use': ['gemini', 'gpt'], 'priority': 20}");
  }

  @Test
  void aCallThatPostgresqlCannotFileHoldsUpNobody() {
    road.invokeJson("ai.text\0.classify", "{}");
    failOver("triage[0].classify");

    assertThat(road.log.waiting()).isZero();
    assertThat(summaries(tenant, DecisionSearch.latest(10)))
        .extracting(Summary::capability)
        .containsExactlyInAnyOrder("ai.text.classify", "ai.text?.classify");
  }

  @Test
  void whatIsTooMuchForOneStatementIsWrittenBySeveral() {
    for (int i = 0; i < 250; i++) {
      road.classifyIn(run, "triage[%d].classify".formatted(i));
    }

    road.log.flush();

    assertThat(summaries(tenant, DecisionSearch.latest(300)))
        .hasSize(250)
        .extracting(Summary::step)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasStoredWithoutAWordAboutItIsNotStoredAgain() {
    DecisionWriter writer = new DecisionWriter(db.database());
    AtomicBoolean lost = new AtomicBoolean(true);
    TestRoad other =
        new TestRoad(
            tenant,
            (configs, decisions) -> {
              writer.write(configs, decisions);
              if (lost.getAndSet(false)) {
                throw new CallFailedException(FailureCode.UNAVAILABLE, "the connection is gone");
              }
            },
            10_000);
    other.providers.add(ai("gpt"));
    other.providers.does("gpt", answers(ANSWER));
    other.classifyIn(run, "triage[0].classify");
    assertThatThrownBy(other.log::flush).isInstanceOf(CallFailedException.class);
    other.time.advance(Duration.ofMillis(1));
    other.classifyIn(run, "triage[1].classify");

    other.log.flush();

    assertThat(summaries(tenant, DecisionSearch.latest(10)))
        .extracting(Summary::step)
        .containsExactly("triage[1].classify", "triage[0].classify");
    assertThat(figures(tenant).providers())
        .singleElement()
        .extracting(RunFigures.AtProvider::attempts)
        .isEqualTo(2);
  }

  @Test
  void aListIsReadInTheOrderOfAnIndexAlone() {
    String list =
        "select id from decision where tenant = '%s' %s order by born desc, id desc limit 51";

    assertThat(plan(list.formatted(tenant.tenant(), "")))
        .noneMatch(row -> row.contains("Sort"))
        .anyMatch(row -> row.contains("Index Cond: (tenant = "));
    assertThat(plan(list.formatted(tenant.tenant(), "and provider = 'gpt'")))
        .noneMatch(row -> row.contains("Sort"))
        .anyMatch(row -> row.matches(".*Index Cond: .*tenant = .* AND .*provider = .*"));
  }

  // What the planner does where there are many rows, although there are few here.
  private static List<String> plan(String sql) {
    List<String> plan = new ArrayList<>();
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off");
      ResultSet rows = statement.executeQuery("explain " + sql);
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
      return plan;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsBackWhatWasWritten() {
    failOver("triage[0].classify");

    Summary summary = only(DecisionSearch.latest(10));
    Decision decision = archive.find(tenant, summary.id()).orElseThrow();

    assertThat(decision.failover()).isTrue();
    assertThat(summary.failover()).isTrue();
    assertThat(summary.provider()).isEqualTo("gpt");
    assertThat(decision.marks()).containsExactly("recorded");
    assertThat(decision.stages()).hasSize(12);
    assertThat(summary.step()).isEqualTo("triage[0].classify");
    assertThat(decision.stages().getLast().reason()).startsWith("With 0 others");
  }

  @Test
  void planningItAgainGivesTheSame() {
    failOver("triage[0].classify");
    UUID id = only(DecisionSearch.latest(10)).id();

    Recomputation again = new Recompute(archive).of(tenant, id);

    assertThat(again.same()).isTrue();
    assertThat(again.plan()).containsExactly("gemini", "gpt");
  }

  @Test
  void planningItAgainGoesByTheRoutesOfThatTime() {
    failOver("triage[0].classify");
    road.route("triage", "{'use': ['gpt'], 'priority': 20}");
    succeed("triage[1].classify", "gpt");

    for (Summary one : summaries(tenant, DecisionSearch.latest(10))) {
      assertThat(new Recompute(archive).of(tenant, one.id()).difference()).isNull();
    }
  }

  @Test
  void whatItCostCanBeWorkedOutAgain() {
    road.providers.add(
        Fleet.withPrices(ai("priced"), Map.of("input_tokens", Fleet.perMillion(160_000_000))));
    road.route("triage", "{'use': ['priced']}");
    road.providers.does(
        "priced",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });
    road.classifyIn(run, "triage[0].classify");
    road.log.flush();
    UUID id = only(DecisionSearch.latest(10)).id();

    Decision decision = archive.find(tenant, id).orElseThrow();

    assertThat(decision.costs().used().cost()).isEqualTo(34_240);
    assertThat(decision.attempts()).extracting(Decision.Tried::cost).containsExactly(34_240L);
    assertThat(new Recompute(archive).of(tenant, id).difference()).isNull();
  }

  @Test
  void anotherTenantSeesNothing() {
    failOver("triage[0].classify");
    UUID id = only(DecisionSearch.latest(10)).id();
    TenantScope other = db.newTenant();

    assertThat(archive.find(other, id)).isEmpty();
    assertThat(summaries(other, DecisionSearch.latest(10))).isEmpty();
    assertThat(figures(other).calls()).isEmpty();
    assertThatThrownBy(() -> new Recompute(archive).of(other, id))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void findsByWhatIsAskedForPageByPage() {
    failOver("triage[0].classify");
    for (int i = 1; i < 6; i++) {
      succeed("triage[%d].classify".formatted(i), "gemini");
    }

    List<Summary> first = summaries(tenant, DecisionSearch.latest(4).ofRun(run));
    List<Summary> second = summaries(tenant, after(first.getLast().id()));

    assertThat(first).hasSize(4);
    assertThat(second).hasSize(2);
    assertThat(summaries(tenant, after(second.getLast().id()))).isEmpty();
    assertThat(first.getFirst().step()).isEqualTo("triage[5].classify");
    assertThat(only(search("gpt", null, null)).failover()).isTrue();
    assertThat(only(search(null, true, null)).provider()).isEqualTo("gpt");
    assertThat(summaries(tenant, search(null, null, "failed"))).isEmpty();
    Instant now = road.time.now();
    DecisionSearch before = DecisionSearch.latest(10).between(null, now.minusSeconds(60));
    assertThat(archive.latest(tenant, before, false)).isEmpty();
    assertThat(archive.latest(tenant, DecisionSearch.latest(10).ofRun(run), true))
        .extracting(Decision::id)
        .isEqualTo(
            summaries(tenant, DecisionSearch.latest(10).ofRun(run)).stream()
                .map(Summary::id)
                .toList());
  }

  @Test
  void answeredCallsAreWalkedFromTheLatestByWhatTheyWereWorth() {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      succeed("triage[%d].classify".formatted(i), "gemini");
      made.addFirst(summaries(tenant, DecisionSearch.latest(1)).getFirst().id());
      road.time.advance(Duration.ofSeconds(1));
    }
    say(made.get(0), 1);
    say(made.get(1), 1);
    say(made.get(1), 0);
    say(made.get(2), 0.75);

    assertThat(answered(tenant, "ai.text.classify", null, null, 3)).isEqualTo(made.subList(0, 3));
    assertThat(answered(tenant, "ai.text.classify", null, made.get(2), 3))
        .isEqualTo(made.subList(3, 4));
    assertThat(answered(tenant, "ai.text.classify", 0.75, null, 3))
        .containsExactly(made.get(0), made.get(2));
    assertThat(answered(tenant, "ai.text.chat", null, null, 3)).isEmpty();
    assertThat(answered(db.newTenant(), "ai.text.classify", null, null, 3)).isEmpty();
  }

  private List<UUID> answered(
      TenantScope scope,
      String capability,
      @Nullable Double worth,
      @Nullable UUID before,
      int limit) {
    Instant now = road.time.now();
    AnsweredCalls which = new AnsweredCalls(capability, now.minusSeconds(60), now, worth);
    return archive.answered(scope, which, before, limit).stream().map(Decision::id).toList();
  }

  private void say(UUID decision, double score) {
    var _ =
        new FeedbackTable(db.database(), new ChangeAudit(road.ids, road.time))
            .keep(
                tenant,
                AuditedAct.ofPlatform("feedback"),
                new Feedback(decision, road.ids.next(), "someone", score, road.time.now()),
                "triage");
  }

  @Test
  void addsUpTheFiguresOfARun() {
    failOver("triage[0].classify");
    for (int i = 1; i < 4; i++) {
      succeed("triage[%d].classify".formatted(i), "gemini");
    }

    RunFigures figures = figures(tenant);

    assertThat(figures.failovers()).isEqualTo(1);
    assertThat(figures.calls())
        .containsExactly(Map.entry("ai.text.classify", new RunFigures.Calls(4, 0)));
    assertThat(figures.providers())
        .extracting(
            RunFigures.AtProvider::provider,
            RunFigures.AtProvider::step,
            RunFigures.AtProvider::attempts,
            RunFigures.AtProvider::failed)
        .containsExactly(
            tuple("gemini", "triage[].classify", 4, 1), tuple("gpt", "triage[].classify", 1, 0));
    List<StepCall> calls = new ArrayList<>();
    archive.stepCalls(tenant, List.of(run), calls::add);
    assertThat(calls).extracting(StepCall::run).containsOnly(run);
    assertThat(calls)
        .extracting(StepCall::step)
        .containsExactly(
            "triage[0].classify", "triage[1].classify", "triage[2].classify", "triage[3].classify");
  }

  private RunFigures figures(TenantScope scope) {
    return of(archive.figures(scope, List.of(run)), run);
  }

  @Test
  void keepsTheFiguresOfSeveralRunsApart() {
    succeed("triage[0].classify", "gemini");
    UUID first = run;
    run = road.ids.next();
    failOver("triage[0].classify");
    UUID none = road.ids.next();

    Map<UUID, RunFigures> figures = archive.figures(tenant, List.of(first, run, none));

    assertThat(of(figures, first).failovers()).isZero();
    assertThat(of(figures, first).providers()).hasSize(1);
    assertThat(of(figures, run).failovers()).isEqualTo(1);
    assertThat(of(figures, run).providers()).hasSize(2);
    assertThat(of(figures, none).calls()).isEmpty();
  }

  private static RunFigures of(Map<UUID, RunFigures> figures, UUID run) {
    return Objects.requireNonNull(figures.get(run));
  }

  @Test
  void countsAttemptsByTime() {
    Instant from = road.time.now();
    failOver("triage[0].classify");
    road.time.advance(Duration.ofSeconds(2));
    succeed("triage[1].classify", "gemini");

    RunTimeline timeline = archive.timeline(tenant, run, from, Duration.ofSeconds(1), 4);

    assertThat(timeline.providers().get("gemini"))
        .isEqualTo(new RunTimeline.Lane(List.of(0, 0, 1, 0), List.of(1, 0, 0, 0)));
    assertThat(timeline.latency().get(0)).isNotNull();
    assertThat(timeline.latency().get(1)).isNull();
  }

  @Test
  void tellsWhenFaultsWereSwitchedOn() {
    Instant from = road.time.now();
    failOver("triage[0].classify");
    assertThat(injected(from)).isEmpty();
    road.providers.does("gemini", fails(DOWN.withFields(Map.of("injected", "true"))));
    succeed("triage[1].classify", "gpt");

    assertThat(injected(from))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.provider()).isEqualTo("gemini");
              assertThat(span.from()).isAfter(from).isBeforeOrEqualTo(span.to());
            });
  }

  private List<RunTimeline.Injected> injected(Instant from) {
    return archive.timeline(tenant, run, from, Duration.ofSeconds(1), 4).injected();
  }

  @Test
  void theFirstToNoteAKeyWins() {
    DispatchStore dispatches = new DispatchStore(db.database());
    DispatchLog.Note first = note("run/step/0");
    DispatchLog.Note second = note("run/step/0");

    assertThat(dispatches.note(tenant, first)).isEmpty();
    assertThat(dispatches.note(tenant, first)).isEmpty();
    assertThat(dispatches.note(tenant, second)).contains(first.decision());
    assertThat(dispatches.note(db.newTenant(), second)).isEmpty();
    dispatches.forget(tenant, "run/step/0", second.decision());
    assertThat(dispatches.note(tenant, second)).contains(first.decision());
  }

  @Test
  void aNoteThatIsTakenBackMeanwhileDoesNotLetAnotherCallSend() {
    DispatchStore dispatches = new DispatchStore(db.database());
    DispatchLog.Note first = note("run/vanishing/0");
    dispatches.note(tenant, first);
    asOwner(
        """
        create function vanish() returns trigger language plpgsql as
          $$ begin delete from dispatched where key = 'run/vanishing/0'; return null; end $$;
        create trigger vanish after insert on dispatched
          for each statement execute function vanish()
        """);

    try {
      assertThat(dispatches.note(tenant, note("run/vanishing/0"))).contains(first.decision());
    } finally {
      asOwner("drop trigger vanish on dispatched; drop function vanish()");
    }
  }

  private static void asOwner(String sql) {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNoteOfAWriteIsDroppedAfterAWeek() {
    DispatchStore dispatches = new DispatchStore(db.database());
    DispatchLog.Note first = note("run/old/0");
    DispatchLog.Note second = note("run/old/0");
    dispatches.note(tenant, first);

    keepHouseAfter(Duration.ofDays(6));
    assertThat(dispatches.note(tenant, second)).contains(first.decision());

    keepHouseAfter(Duration.ofDays(8));
    assertThat(dispatches.note(tenant, second)).isEmpty();
  }

  private DispatchLog.Note note(String key) {
    return new DispatchLog.Note(key, road.ids.next(), "x.y.z", "a", road.time.now());
  }

  private void keepHouseAfter(Duration passed) {
    ManualTime later = new ManualTime(road.time.now().plus(passed));
    new Retention(db.database(), new Settings.Retention(1_000, 1_000, 1_000, 1_000), later)
        .runOnce();
  }

  @Test
  void noTableIsForgottenByIsolation() {
    TenantTables tables = new TenantTables(db);

    assertThat(tables.unprotected()).isEmpty();
    assertThat(tables.withoutPolicy()).isEmpty();
    assertThat(tables.withAWiderPolicy()).isEmpty();
    assertThat(tables.reachablePartitions()).isEmpty();
    assertThat(EngineStatements.refused(db, DecisionWriter.STATEMENTS)).isEmpty();
    assertThat(EngineStatements.refused(db, CaptureTable.STATEMENTS)).isEmpty();
    assertThat(EngineStatements.refused(db, ResponseTable.STATEMENTS)).isEmpty();
  }

  @Test
  void callsThatACacheAnsweredAreReadWithThoseThatUsedSomething() {
    road.route("triage", "{'use': ['gpt'], 'cache': {'exact': '1h'}, 'retry': {'max': 0}}");
    road.providers.does("gpt", answers(ANSWER));
    road.classify();
    road.time.advance(Duration.ofMillis(1));
    road.classify();
    road.time.advance(Duration.ofMillis(1));
    road.providers.does("gpt", fails(DOWN));
    road.invoke("ai.text.classify", new TextToClassify("another", Map.of("a", "A", "b", "B")));
    road.log.flush();
    DecisionSpan span =
        new DecisionSpan(road.time.now().minusSeconds(60), road.time.now().plusSeconds(1), null, 9);

    List<Decision> using = new ArrayList<>();
    archive.using(tenant, span, using::add);

    assertThat(using)
        .extracting(one -> one.attempts().size(), one -> one.cached() != null)
        .containsExactly(tuple(1, false), tuple(0, true), tuple(1, false));
    UUID asked = using.getFirst().id();
    assertThat(Objects.requireNonNull(using.get(1).cached()).decision()).isEqualTo(asked);
    assertThat(these(tenant, asked, road.ids.next(), new UUID(0, 1))).containsExactly(asked);
    assertThat(these(db.newTenant(), asked)).isEmpty();
    assertThat(these(tenant)).isEmpty();
  }

  private List<UUID> these(TenantScope scope, UUID... ids) {
    List<UUID> found = new ArrayList<>();
    archive.these(scope, List.of(ids), one -> found.add(one.id()));
    return found;
  }

  private void failOver(String step) {
    road.providers.does("gemini", fails(DOWN));
    succeed(step, "gpt");
  }

  private void succeed(String step, String provider) {
    road.providers.does(
        provider,
        (input, attempt) -> {
          road.time.advance(Duration.ofMillis(33));
          return answers(ANSWER).on(input, attempt);
        });
    road.classifyIn(run, step);
    road.time.advance(Duration.ofMillis(1));
    road.log.flush();
  }

  private Summary only(DecisionSearch search) {
    List<Summary> items = summaries(tenant, search);
    assertThat(items).hasSize(1);
    return items.getFirst();
  }

  private List<Summary> summaries(TenantScope of, DecisionSearch search) {
    return archive.latest(of, search, false).stream().map(Summary::of).toList();
  }

  private DecisionSearch after(UUID last) {
    return DecisionSearch.latest(4).ofRun(run).behind(last, 4);
  }

  private DecisionSearch search(
      @Nullable String provider, @Nullable Boolean failover, @Nullable String outcome) {
    return new DecisionSearch(
        run,
        null,
        provider,
        "ai.text.classify",
        outcome,
        null,
        failover,
        road.time.now().minusSeconds(60),
        null,
        null,
        10);
  }
}
