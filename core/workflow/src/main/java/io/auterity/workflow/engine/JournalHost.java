package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallRules;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.driver.RunHost;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a run on the journal: has it keep what happens, and the executor do what follows once
 * that is durable. Confined to the run's owner.
 */
final class JournalHost implements RunHost {

  private static final Logger LOG = LoggerFactory.getLogger(JournalHost.class);

  private final LoadedRun run;
  private final EngineServices services;
  private final ActiveRuns runs;
  private final WriteAhead writing;
  private final ApprovalChanges approvals;
  private final RunHeadChanges heads;
  private final CommandExecutor commandExecutor;
  private final Runnable signalsLater;
  private final LiveRepetitionFacts facts;
  private int progress;

  /**
   * @param signalsLater has the owner look for signals again
   */
  JournalHost(
      LoadedRun run,
      EngineServices services,
      ActiveRuns runs,
      WriteAhead writing,
      ApprovalChanges approvals,
      RunHeadChanges heads,
      CommandExecutor commandExecutor,
      Runnable signalsLater) {
    this.run = run;
    this.services = services;
    this.runs = runs;
    this.writing = writing;
    this.approvals = approvals;
    this.heads = heads;
    this.commandExecutor = commandExecutor;
    this.signalsLater = signalsLater;
    this.facts = new LiveRepetitionFacts(run, services, new CallRules(run.state()));
  }

  /**
   * Number of the first event since the run was loaded that says more than that a call was begun; 0
   * while there is none.
   */
  int progress() {
    return progress;
  }

  @Override
  public Instant now() {
    return services.time().now();
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
  public void then(AfterCommit action) {
    if (action instanceof AfterCommit.Obey(EngineCommand command)) {
      commandExecutor.expect(command);
    }
    writing.then(action);
  }

  @Override
  public void started(StepKey step, Instant now) {
    run.progress().started(step, now);
  }

  @Override
  public void carriedOut() {
    if (writing.full()) {
      flush(run.state().ending().isPresent() ? heads.change() : heads.awake());
    }
  }

  @Override
  public boolean open() {
    return runs.open();
  }

  @Override
  public RepetitionFacts facts(PreparedStep.Dispatch call) {
    return facts.of(call);
  }

  @Override
  public RepetitionFacts facts(StepKey step) {
    return facts.of(step);
  }

  @Override
  public void deadlineIn(Duration left) {
    commandExecutor.later(left, new RunMessage.Deadline());
  }

  @Override
  public List<InboxMessage> signals(String name, int most) {
    return runs.signals(run.birth().id(), name, most);
  }

  @Override
  public void signalsLater(CallFailedException why) {
    signalsLater.run();
    LOG.debug("The signals to the run {} are read later.", run.birth().id(), why);
  }

  // A call that ends the server each time it is made is no progress.
  private static boolean beginsCall(RunEvent event) {
    return event instanceof RunEvent.Dispatched
        || event instanceof RunEvent.Delivered
        || event instanceof RunEvent.Repeated
        || event instanceof RunEvent.Unsent;
  }

  /** Has what was kept written; then what followed from it is done. */
  void flush(@Nullable RunHead head) {
    writing.addApprovals(approvals.changes(now()));
    commandExecutor.perform(writing.flush(head));
  }
}
