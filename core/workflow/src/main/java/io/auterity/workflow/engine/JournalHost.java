package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a run on the journal: has it keep what happens, and the executor do what follows once
 * that is durable. Confined to the run's owner.
 */
final class JournalHost extends RecordingHost {

  private static final Logger LOG = LoggerFactory.getLogger(JournalHost.class);

  private final LoadedRun run;
  private final EngineServices services;
  private final ActiveRuns runs;
  private final WriteAhead writing;
  private final ApprovalChanges approvals;
  private final RunHeadChanges heads;
  private final CommandExecutor commandExecutor;
  private final Runnable signalsLater;

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
    super(run, writing, approvals);
    this.run = run;
    this.services = services;
    this.runs = runs;
    this.writing = writing;
    this.approvals = approvals;
    this.heads = heads;
    this.commandExecutor = commandExecutor;
    this.signalsLater = signalsLater;
  }

  @Override
  public Instant now() {
    return services.time().now();
  }

  @Override
  public void then(AfterCommit action) {
    if (action instanceof AfterCommit.Obey(EngineCommand command)) {
      commandExecutor.expect(command);
    }
    writing.then(action);
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
  RepetitionFacts facts(
      String capability,
      Supplier<Repeatability.@Nullable Aim> aim,
      Supplier<@Nullable Json> input) {
    return new RepetitionLookup(services.repeatability(), services.catalogue())
        .of(run.birth().scope(), capability, aim, input);
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

  /** Has what was kept written; then what followed from it is done. */
  void flush(@Nullable RunHead head) {
    writing.addApprovals(approvals.changes(now()));
    commandExecutor.perform(writing.flush(head));
  }
}
