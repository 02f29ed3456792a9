package io.auterity.workflow.engine;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier does for one run. A carrier that repeats a run's turns answers alike each time. It
 * calls back on the thread of the run, one at a time, while the run {@linkplain #await waits} or
 * one of these methods does.
 */
public interface CarrierPorts {

  /** The time, as of the turn. */
  Instant now();

  /** From 0 to 1, equally likely. */
  double chance();

  /** Waits until something holds, which only what is called back changes. */
  void await(BooleanSupplier condition);

  /** Calls back in a while. */
  void after(Duration delay, Runnable then);

  /** Whether the run is to be carried on from its rows by another execution. */
  boolean renewing();

  /**
   * Has the rows of a run replaced by those of an entry, from its first event on; durable when this
   * returns. The end of the run is none of it.
   *
   * @param from number of the first event that is replaced
   * @throws FencedException when another execution carries the run on
   */
  void record(int from, JournalEntry entry);

  /**
   * Makes public what others act on, up to an event that is recorded: messages that were taken,
   * approvals, the end. Each event is made public once.
   *
   * @param to number of the event
   * @param changed whether there may be more than marks
   * @param marks of messages
   */
  void publish(int to, boolean changed, List<InboxMessage.Taken> marks, Runnable done);

  /**
   * Makes a call.
   *
   * @param ended gets its result; empty when it is not known, as the process that made it is gone
   */
  void call(AfterCommit.Dial dial, Consumer<Optional<CallResult>> ended);

  /** Gives up a call, or further tries to start a run; its result follows all the same. */
  void cancel(StepKey step);

  /**
   * Starts the run of a step, and tries again until that is done.
   *
   * @param ended gets what has happened in the parent; empty while it waits for the run
   */
  void startChild(
      StepKey step, UUID child, @Nullable Json input, Consumer<Optional<RunEvent>> ended);

  /** Asks for the end of the run of a step, as {@link #startChild}. */
  void cancelChild(StepKey step, UUID child, Consumer<Optional<RunEvent>> ended);

  /** Has it stored that a step awaits an event. */
  void awaitEvent(StepKey step, AwaitedEvent event, Instant began, Runnable done);

  /**
   * Messages that wait for the run, the oldest first.
   *
   * @param seq number of the last event; what was taken with later ones waits again
   */
  List<InboxMessage> messages(int seq);

  /** Signals of a name that wait, as {@link #messages}. */
  List<InboxMessage> signals(int seq, String name, int most);

  /** Keeps messages that nothing waits for yet: the run is not woken for them again. */
  void keep(List<UUID> messages);

  /** What is known of a call; {@code aim} and {@code input} are null where they are not known. */
  RepetitionFacts facts(String capability, Repeatability.@Nullable Aim aim, @Nullable Json input);
}
