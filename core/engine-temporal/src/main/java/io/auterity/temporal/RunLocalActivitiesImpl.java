package io.auterity.temporal;

import io.auterity.workflow.engine.CarriedRuns;
import io.auterity.workflow.engine.FencedException;
import io.auterity.workflow.journal.JournalEntry;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** The local activities of executions: the rows of runs. */
record RunLocalActivitiesImpl(
    CarriedRuns runs, RunValues values, PendingEntries entries, LocalCalls calls)
    implements RunLocalActivities {

  /** So long a turn waits for one call. */
  static final Duration A_MOMENT = Duration.ofSeconds(2);

  @Override
  public byte[] take(String run, long fence) {
    return runs.take(UUID.fromString(run), fence)
        .map(CarrierJson::write)
        .orElse(CarrierJson.NOTHING);
  }

  @Override
  public void record(String run, long fence, int from, long number) {
    JournalEntry entry = entries.get(number);
    if (entry == null) {
      throw fenced(run); // its execution is gone
    }
    fencing(
        run,
        () -> {
          runs.record(UUID.fromString(run), fence, from, entry);
          return true;
        });
  }

  @Override
  public byte[] messages(String run, int seq) {
    return values.write(run, CarrierJson.messages(runs.messages(UUID.fromString(run), seq)));
  }

  @Override
  public byte[] signals(String run, int seq, String name, int most) {
    return values.write(
        run, CarrierJson.messages(runs.signals(UUID.fromString(run), seq, name, most)));
  }

  @Override
  public void keep(String run, long fence, byte[] messages) {
    runs.keep(UUID.fromString(run), fence, CarrierJson.ids(messages));
  }

  @Override
  public byte[] facts(String run, String capability, byte[] question) {
    return fencing(
        run,
        () ->
            CarrierJson.write(
                runs.facts(
                    UUID.fromString(run),
                    capability,
                    CarrierJson.aim(question),
                    CarrierJson.input(question))));
  }

  @Override
  public byte[] call(String run, long number) {
    RunCall call = calls.get(number);
    if (call == null) {
      throw fenced(run); // its execution is gone
    }
    return call.makeAndAwait(() -> true, A_MOMENT)
        .orElseGet(
            () ->
                values.write(run, CarrierJson.write(new LocalCalls.Place(calls.queue(), number))));
  }

  /** Does something; a refusal by the fence is not tried again. */
  static <T> T fencing(String run, Supplier<T> work) {
    try {
      return work.get();
    } catch (FencedException e) {
      throw fenced(run);
    }
  }

  private static ApplicationFailure fenced(String run) {
    return ApplicationFailure.newNonRetryableFailure(
        "the run is carried on elsewhere: " + run, FENCED);
  }
}
