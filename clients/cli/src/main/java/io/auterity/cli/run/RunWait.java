package io.auterity.cli.run;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for a run to end, also while the server's database starts again. */
public final class RunWait {

  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<RunSnapshot> look;
  private final Standstill standstill;
  private final Consumer<String> ask;
  private final Clock clock;
  private final Consumer<Duration> pause;
  private Instant answered;
  private boolean asked;

  /**
   * A wait that begins now.
   *
   * @param look takes a look at the run
   * @param ask is given, once, the sentence that asks a person to answer for a step in doubt
   * @param pause waits between two looks, e.g. {@code Pause::of}
   */
  public RunWait(
      Supplier<RunSnapshot> look,
      Standstill standstill,
      Consumer<String> ask,
      Clock clock,
      Consumer<Duration> pause) {
    this.look = look;
    this.standstill = standstill;
    this.ask = ask;
    this.clock = clock;
    this.pause = pause;
    this.answered = clock.instant();
  }

  /**
   * A wait that begins now and tells each step as it ends.
   *
   * @param look takes a look at the run
   * @param ask is given, once, the sentence that asks a person to answer for a step in doubt
   */
  public static RunWait telling(
      PrintStream out, ApiClient api, Supplier<RunSnapshot> look, Consumer<String> ask) {
    EndedSteps steps = new EndedSteps(out);
    return new RunWait(
        () -> steps.look(look.get()), new Standstill(api), ask, Clock.systemUTC(), Pause::of);
  }

  /**
   * Waits until the run has ended.
   *
   * @throws CliException when the server answers with an error that does not pass, or nothing will
   *     move the run any more
   */
  public RunSnapshot toTheEnd() {
    while (true) {
      try {
        RunSnapshot state = look.get();
        answered = clock.instant();
        if (state.ended()) {
          return state;
        }
        requireMotion(state);
      } catch (ApiException e) {
        if (!e.unavailable() || waitedLongEnough()) {
          throw e;
        }
      }
      pause.accept(EVERY);
    }
  }

  private void requireMotion(RunSnapshot state) {
    Optional<String> stalled = standstill.stalled(state);
    if (stalled.isPresent()) {
      throw CliException.failed(stalled.get());
    }
    Optional<String> waiting = asked ? Optional.empty() : standstill.waiting(state);
    waiting.ifPresent(ask);
    asked |= waiting.isPresent();
  }

  private boolean waitedLongEnough() {
    return Duration.between(answered, clock.instant()).compareTo(PATIENCE) > 0;
  }
}
