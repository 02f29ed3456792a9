package io.auterity.workflow.view;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventKind;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunReopenings;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.StepUnderWay;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.store.StepStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executions of the steps of one run. */
record StepViews(
    Database database,
    TenantScope scope,
    RunBirth run,
    Workflow workflow,
    Optional<RunProgress> progress,
    StepPhase unreached) {

  private static final List<Integer> ENDS =
      List.of(
          EventKind.COMPLETED.number(),
          EventKind.FAILED.number(),
          EventKind.CHOSEN.number(),
          EventKind.TIMER_FIRED.number(),
          EventKind.ABANDONED.number(),
          EventKind.SKIPPED.number());
  private static final List<Integer> GIVEN_UP =
      List.of(EventKind.ABANDONED.number(), EventKind.SKIPPED.number());
  private static final List<Integer> FAILURES = List.of(EventKind.FAILED.number());
  private static final List<Integer> HANDLED = List.of(EventKind.HANDLED.number());
  private static final List<Integer> FOUND =
      List.of(
          EventKind.COMPLETED.number(),
          EventKind.CHOSEN.number(),
          EventKind.EXPANDED.number(),
          EventKind.TIMER_FIRED.number(),
          EventKind.SKIPPED.number());

  /** Those under way first, then those that have ended, in the order of their ends. */
  Listed<StepExecution> page(StepQuery query) {
    StepCursor from = query.cursor() == null ? null : StepCursor.read(query.cursor());
    boolean underWay = from == null || from.step() != null;
    Listed<StepExecution> first =
        underWay
            ? underWay(query, from == null ? null : from.step())
            : new Listed<>(List.of(), null);
    StepPhase phase = query.phase();
    boolean onlyUnderWay =
        phase == StepPhase.RUNNING || phase == StepPhase.WAITING || phase == StepPhase.QUEUED;
    if (first.next() != null || onlyUnderWay) {
      return first;
    }
    int after = from == null ? 0 : from.seq();
    return first.items().size() == query.limit()
        ? new Listed<>(first.items(), Integer.toString(after))
        : database.inTenant(scope, tx -> ended(tx, query, after, first.items()));
  }

  private Listed<StepExecution> ended(
      Transaction tx, StepQuery query, int after, List<StepExecution> before) {
    StepPhase phase = query.phase();
    List<StepExecution> items = new ArrayList<>(before);
    int limit = query.limit() - before.size();
    List<StepStore.Ended> ended =
        StepStore.ended(
            tx,
            run,
            phase == StepPhase.FAILED ? FAILURES : ENDS,
            query.node(),
            query.item(),
            after,
            limit + 1);
    Map<StepKey, Integer> retries = StepStore.retries(tx, run);
    boolean more = ended.size() > limit;
    List<StepStore.Ended> shown = more ? ended.subList(0, limit) : ended;
    shown.stream()
        .filter(one -> isEnd(one.step(), one.kind()))
        .filter(one -> phase == null || phase(one.kind()) == phase)
        .map(one -> instance(one, retries))
        .forEach(items::add);
    return new Listed<>(items, more ? Integer.toString(shown.getLast().seq()) : null);
  }

  // The timer of a repetition ends nothing.
  private boolean isEnd(StepKey step, int kind) {
    return kind != EventKind.TIMER_FIRED.number()
        || workflow.node(step.node()).begins() == Beginning.Timer.class;
  }

  private static StepPhase phase(int kind) {
    return kind == EventKind.FAILED.number()
        ? StepPhase.FAILED
        : GIVEN_UP.contains(kind) ? StepPhase.SKIPPED : StepPhase.SUCCEEDED;
  }

  private Listed<StepExecution> underWay(StepQuery query, @Nullable StepKey behind) {
    Map<StepKey, StepUnderWay> all = progress.map(RunProgress::underWay).orElse(Map.of());
    List<Map.Entry<StepKey, StepUnderWay>> found =
        all.entrySet().stream()
            .filter(one -> behind == null || StepCursor.ORDER.compare(one.getKey(), behind) > 0)
            .filter(one -> wanted(instance(one.getKey(), one.getValue()), one.getKey(), query))
            .sorted(Map.Entry.comparingByKey(StepCursor.ORDER))
            .limit(query.limit() + 1L)
            .toList();
    boolean more = found.size() > query.limit();
    List<Map.Entry<StepKey, StepUnderWay>> shown = more ? found.subList(0, query.limit()) : found;
    return new Listed<>(
        shown.stream().map(one -> instance(one.getKey(), one.getValue())).toList(),
        more ? StepCursor.behind(shown.getLast().getKey()) : null);
  }

  private static boolean wanted(StepExecution instance, StepKey step, StepQuery query) {
    return (query.node() == null || query.node() == step.node())
        && (query.phase() == null || query.phase() == instance.phase())
        && (query.item() == null || (step.path().depth() > 0 && step.path().at(0) == query.item()));
  }

  private StepExecution instance(StepKey step, StepUnderWay state) {
    return instance(
        step,
        state.waitingFor() == null ? StepPhase.RUNNING : StepPhase.WAITING,
        state.waitingFor(),
        state.began(),
        null,
        state.attempts(),
        state.failure(),
        state.nextTry(),
        state.givesUp(),
        null);
  }

  private StepExecution instance(StepStore.Ended ended, Map<StepKey, Integer> retries) {
    Json.Obj failure = ended.failure();
    return instance(
        ended.step(),
        phase(ended.kind()),
        null,
        ended.started(),
        ended.at(),
        1 + retries.getOrDefault(ended.step(), 0),
        failure == null ? null : FailureJson.read(failure),
        null,
        null,
        ended.decision());
  }

  private StepExecution instance(
      StepKey step,
      StepPhase phase,
      @Nullable WaitingFor waitingFor,
      @Nullable Instant started,
      @Nullable Instant finished,
      int attempts,
      @Nullable Failure failure,
      @Nullable Instant nextTry,
      @Nullable Instant givesUp,
      java.util.@Nullable UUID decision) {
    Node node = workflow.node(step.node());
    return new StepExecution(
        step.text(workflow),
        step.round(),
        step.node(),
        node.id(),
        node.type(),
        phase,
        waitingFor,
        started,
        finished,
        attempts,
        failure,
        nextTry,
        givesUp,
        decision);
  }

  /**
   * One execution of a step with its values.
   *
   * @param last whether it is the last one, whatever the round of the key
   */
  StepExecutionDetail detail(StepKey key, boolean last, Map<String, Json> around) {
    return database.inTenant(
        scope,
        tx -> {
          StepKey newest = newest(tx, key);
          StepKey step = last ? newest : key;
          StoredValues values = new StoredValues(workflow, around, new InJournal(tx));
          StepExecution execution = one(tx, step);
          Json given = given(tx, step);
          return new StepExecutionDetail(
              execution,
              given == null ? values.input(step, execution.startedAt()) : given,
              step.equals(newest) ? values.output(step) : null);
        });
  }

  // What is under way is newer than what has ended.
  private StepKey newest(Transaction tx, StepKey key) {
    return progress.map(RunProgress::underWay).orElse(Map.of()).keySet().stream()
        .filter(key::sameButForRound)
        .findFirst()
        .or(
            () ->
                StepStore.of(tx, run, key, ENDS).stream()
                    .map(row -> key.round(row.round()))
                    .findFirst())
        .orElse(key);
  }

  private @Nullable Json given(Transaction tx, StepKey step) {
    return step.round() == 0
        ? null
        : RunReopenings.of(workflow, StepStore.reopenings(tx, run)).input(step);
  }

  /** Reads the journal in a transaction. */
  private final class InJournal implements StoredValues.Journalled {

    private final Transaction tx;

    InJournal(Transaction tx) {
      this.tx = tx;
    }

    @Override
    public Optional<RunEvent> found(StepKey step) {
      return first(StepStore.of(tx, run, step, FOUND));
    }

    @Override
    public Compound.History history(StepKey step) {
      return new Compound.History() {
        @Override
        public Optional<RunEvent.Rounded> round(int index) {
          return first(StepStore.round(tx, run, step, index)).map(RunEvent.Rounded.class::cast);
        }

        @Override
        public Optional<RunEvent.Handled> handled() {
          return first(StepStore.of(tx, run, step, HANDLED)).map(RunEvent.Handled.class::cast);
        }
      };
    }

    private static Optional<RunEvent> first(List<EventRow> rows) {
      return rows.stream().map(row -> EventCodec.read(row).event()).findFirst();
    }
  }

  private StepExecution one(Transaction tx, StepKey step) {
    int attempts = 1 + StepStore.retries(tx, run).getOrDefault(step, 0);
    Optional<StepExecution> ended =
        StepStore.inRound(tx, run, step, ENDS).stream()
            .filter(row -> isEnd(step, row.kind()))
            .map(EventCodec::read)
            .map(recorded -> ended(step, recorded, attempts))
            .findFirst();
    return ended
        .or(
            () ->
                progress
                    .map(RunProgress::underWay)
                    .map(map -> map.get(step))
                    .map(u -> instance(step, u)))
        .orElseGet(() -> instance(step, unreached, null, null, null, 0, null, null, null, null));
  }

  private StepExecution ended(StepKey step, RecordedEvent recorded, int attempts) {
    Failure failure =
        switch (recorded.event()) {
          case RunEvent.Failed(var key, Failure reason) -> reason;
          case RunEvent.Abandoned(var key, var doubt) -> doubt;
          case RunEvent.Skipped(var key, var doubt) -> doubt;
          default -> null;
        };
    return instance(
        step,
        phase(EventKind.of(recorded.event()).number()),
        null,
        recorded.started(),
        recorded.at(),
        attempts,
        failure,
        null,
        null,
        recorded.decision());
  }
}
