package io.auterity.cli.demo;

import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import io.auterity.cli.server.ServerProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Follows a run to its end, also while the server's database starts again. */
final class RunFollower {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerProcess server;
  private final TriageRun run;
  private final Outage outage;
  private final Progress progress;
  private final Standstill standstill;
  private final boolean attended;
  private final Clock clock;
  private Instant answered;
  private boolean asked;

  /**
   * Follows a run.
   *
   * @param attended whether somebody is there to answer for a step in doubt
   */
  RunFollower(
      ServerProcess server,
      TriageRun run,
      Outage outage,
      Progress progress,
      Standstill standstill,
      boolean attended,
      Clock clock) {
    this.server = server;
    this.run = run;
    this.outage = outage;
    this.progress = progress;
    this.standstill = standstill;
    this.attended = attended;
    this.clock = clock;
    this.answered = clock.instant();
  }

  /**
   * Waits until the run has ended.
   *
   * @throws CliException when the server has died, or answers with an error that does not pass, or
   *     nothing will move the run any more
   */
  RunSnapshot toTheEnd() {
    while (true) {
      if (!server.alive()) {
        throw server.died();
      }
      try {
        RunSnapshot state = look();
        if (state.ended()) {
          return state;
        }
        requireMotion(state);
      } catch (ApiException e) {
        if (!e.code().equals("unavailable") || waitedLongEnough()) {
          throw e;
        }
      }
      Pause.of(LOOK);
    }
  }

  private RunSnapshot look() {
    RunSnapshot state = run.look();
    progress.at(state.done());
    outage.look(state).ifPresent(name -> progress.say("outage of " + name + " begins"));
    answered = clock.instant();
    return state;
  }

  private void requireMotion(RunSnapshot state) {
    standstill
        .stalled(state)
        .ifPresent(
            why -> {
              throw CliException.failed(why);
            });
    Optional<String> waiting = asked ? Optional.empty() : standstill.waiting(state);
    waiting.ifPresent(this::ask);
  }

  private void ask(String sentence) {
    if (!attended) {
      throw CliException.failed(
          sentence + " while ./auterity start runs, then run the same command again");
    }
    progress.tell("Not done: " + sentence + " in another terminal");
    asked = true;
  }

  private boolean waitedLongEnough() {
    return Duration.between(answered, clock.instant()).compareTo(PATIENCE) > 0;
  }
}
