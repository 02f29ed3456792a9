package io.auterity.workflow.engine;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.driver.CallRules;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.driver.RunHost;
import io.auterity.workflow.journal.InboxMessage;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The half of a host that any carrier has: keeps what happens in a run until it is written. */
abstract class RecordingHost implements RunHost {

  private final LoadedRun run;
  private final WriteAhead writing;
  private final ApprovalChanges approvals;
  private final CallRules rules;
  private int progress;

  RecordingHost(LoadedRun run, WriteAhead writing, ApprovalChanges approvals) {
    this.run = run;
    this.writing = writing;
    this.approvals = approvals;
    this.rules = new CallRules(run.state());
  }

  /**
   * Number of the first event since the run was loaded that says more than that a call was begun; 0
   * while there is none.
   */
  int progress() {
    return progress;
  }

  @Override
  public RunEvent keep(
      RunEvent event, @Nullable Instant began, @Nullable UUID decision, Instant now) {
    RunEvent kept = writing.add(event, began, decision, now);
    if (progress == 0 && !beginsCall(kept)) {
      progress = writing.seq();
    }
    approvals.happened(kept);
    run.progress().happened(kept, began, now);
    return kept;
  }

  // A call that ends the server each time it is made is no progress.
  private static boolean beginsCall(RunEvent event) {
    return event instanceof RunEvent.Dispatched
        || event instanceof RunEvent.Delivered
        || event instanceof RunEvent.Repeated
        || event instanceof RunEvent.Unsent;
  }

  @Override
  public void moved(@Nullable RunEvent event, Instant now) {
    run.endUntold(now);
    if (event != null) {
      run.count(event);
    }
  }

  @Override
  public void beginMessage() {
    writing.beginMessage();
  }

  @Override
  public void endMessage(InboxMessage.Taken mark) {
    writing.endMessage(mark);
  }

  @Override
  public RepetitionFacts facts(PreparedStep.Dispatch call) {
    return facts(call.capability(), () -> aim(call), call::input);
  }

  // Of several providers the call itself may say which it goes to.
  @Override
  public RepetitionFacts facts(StepKey step) {
    return facts(
        rules.capability(step),
        () -> {
          PreparedStep.Dispatch call =
              StepPreparation.call(run.state(), step, run.state().began(step));
          return call == null ? null : aim(call);
        },
        () -> StepPreparation.input(run.state(), step, run.state().began(step)));
  }

  private static Repeatability.Aim aim(PreparedStep.Dispatch call) {
    return new Repeatability.Aim(call.provider(), call.input());
  }

  /** What is known of a call, as {@link RepetitionLookup#of}. */
  abstract RepetitionFacts facts(
      String capability, Supplier<Repeatability.@Nullable Aim> aim, Supplier<@Nullable Json> input);

  @Override
  public void started(StepKey step, Instant now) {
    run.progress().started(step, now);
  }
}
