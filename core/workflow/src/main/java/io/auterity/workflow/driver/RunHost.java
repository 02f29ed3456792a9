package io.auterity.workflow.driver;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.InboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What carries a run: keeps what happens in it, and does what follows once that is durable. */
public interface RunHost {

  /** The time, which may go on within a turn: what comes later is never earlier. */
  Instant now();

  /**
   * Keeps an event.
   *
   * @param began when the step began that it is of; null where that is not known
   * @return it as it is kept, which is a failure where it is too large
   */
  RunEvent keep(RunEvent event, @Nullable Instant began, @Nullable UUID decision, Instant now);

  /**
   * The state has moved on.
   *
   * @param event by which; null where it is read back
   */
  void moved(@Nullable RunEvent event, Instant now);

  /** Begins the events of a message: they are kept with its mark, or not at all. */
  void beginMessage();

  /** Ends the events of a message, by its mark. */
  void endMessage(InboxMessage.Taken mark);

  /** Has something done once all that was kept is durable. */
  void then(AfterCommit action);

  /** A step has begun. */
  void started(StepKey step, Instant now);

  /** A command was carried out: what is kept may be written, if it is much. */
  void carriedOut();

  /** Whether calls are begun; what is not is left to who carries the run next. */
  boolean open();

  /** What is known of a call that is prepared. */
  RepetitionFacts facts(PreparedStep.Dispatch call);

  /** What is known of the call of a step. */
  RepetitionFacts facts(StepKey step);

  /** Says when the run has taken as long as it may. */
  void deadlineIn(Duration left);

  /**
   * The oldest signals that wait.
   *
   * @throws CallFailedException when they cannot be read now
   */
  List<InboxMessage> signals(String name, int most);

  /** Signals could not be read: has it tried again. */
  void signalsLater(CallFailedException why);
}
