package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Reopening;
import io.auterity.workflow.decider.ReopeningPlan;
import io.auterity.workflow.decider.Reopenings;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reopens a run as it is loaded: its state is then that of its journal but for what is done again.
 */
final class RunReopening {

  private static final String INPUT = "input";

  private final RunLoader loader;
  private final StoredRun stored;
  private final Reopenings before;
  private final NavigableMap<Integer, EventRow> rows;
  private final Set<Integer> aside;

  RunReopening(RunLoader loader, StoredRun stored) {
    this(loader, stored, RunLoader.ALL);
  }

  /** The reopening of a run as its journal tells it up to an event. */
  RunReopening(RunLoader loader, StoredRun stored, int to) {
    this.loader = loader;
    this.stored = stored;
    this.before = loader.reopenings(stored, to);
    this.rows = loader.journal(stored.birth(), to);
    this.aside = loader.aside(stored.birth().id());
  }

  /** What a message says besides the step; null input for its own. */
  static StoredJson payload(@Nullable Json input) {
    return StoredJson.of(input == null ? Json.EMPTY : Json.EMPTY.with(INPUT, input));
  }

  /** The run as a message reopens it, or as it was when that cannot be. */
  LoadedRun by(InboxMessage message, Instant now) {
    LoadedRun run = replayed(before);
    LoadedRun.Again again;
    try {
      RunEvent.Reopened event = plan(run, message);
      Reopening next = new Reopening(run.workflow(), run.seq() + 1, event);
      again = new LoadedRun.Again(message.id(), run.state(), event, null);
      run = replayed(before.with(next));
    } catch (CallFailedException e) {
      again = new LoadedRun.Again(message.id(), run.state(), null, e.failure().message());
    }
    return run.with(again, now);
  }

  /**
   * The runs that were started by steps which are done again.
   *
   * @throws CallFailedException {@code conflict} when it cannot be reopened so; {@code not_found}
   *     when there is no such step
   */
  List<UUID> children(InboxMessage message) {
    LoadedRun run = replayed(before);
    return plan(run).children(plan(run, message));
  }

  /**
   * The events with which another run begins that goes from the step of a message.
   *
   * @throws CallFailedException as {@link #children}
   */
  List<RunEvent> copy(InboxMessage message, RunBirth to, Workflow workflow) {
    LoadedRun run = replayed(before);
    String from = Objects.requireNonNull(message.name());
    StepKey step = run.state().current(StepKey.read(run.workflow(), from, 0));
    Map<String, Json> seen = loader.around(to, workflow);
    return plan(run).copy(step, workflow, seen, input(message), message.by());
  }

  private LoadedRun replayed(Reopenings reopenings) {
    Replay replay = loader.replay(stored, reopenings);
    replay.leaveOut(aside);
    rows.values().forEach(replay::add);
    return replay.run();
  }

  private ReopeningPlan plan(LoadedRun run) {
    NavigableMap<Integer, RunEvent> journal = new TreeMap<>();
    rows.forEach((seq, row) -> journal.put(seq, EventCodec.read(row).event()));
    Workflow workflow = run.workflow();
    return new ReopeningPlan(
        workflow, loader.around(run.birth(), workflow), journal, before, run.state());
  }

  private RunEvent.Reopened plan(LoadedRun run, InboxMessage message) {
    Workflow workflow = run.workflow();
    RunState state = run.state();
    String key = message.name();
    StepKey from = key == null ? null : state.current(StepKey.read(workflow, key, 0));
    return plan(run).of(from, input(message), message.by());
  }

  private static @Nullable Json input(InboxMessage message) {
    StoredJson payload = message.payload();
    return payload == null ? null : ((Json.Obj) payload.json()).get(INPUT);
  }
}
