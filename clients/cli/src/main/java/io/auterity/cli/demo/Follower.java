package io.auterity.cli.demo;

import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import io.auterity.cli.server.ServerProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Follows a run to its end, also while the server's database starts again. */
final class Follower {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerProcess server;
  private final TriageRun run;
  private final Outage outage;
  private final Progress progress;
  private final Clock clock;
  private Instant answered;

  Follower(ServerProcess server, TriageRun run, Outage outage, Progress progress, Clock clock) {
    this.server = server;
    this.run = run;
    this.outage = outage;
    this.progress = progress;
    this.clock = clock;
    this.answered = clock.instant();
  }

  /**
   * Waits until the run has ended.
   *
   * @throws CliException when the server has died, or answers with an error that does not pass
   */
  RunState toTheEnd() {
    while (true) {
      if (!server.alive()) {
        throw server.died();
      }
      try {
        RunState state = look();
        if (state.ended()) {
          return state;
        }
      } catch (ApiException e) {
        if (!e.code().equals("unavailable") || waitedLongEnough()) {
          throw e;
        }
      }
      Pause.of(LOOK);
    }
  }

  private RunState look() {
    RunState state = run.look();
    progress.at(state.done());
    outage.look(state).ifPresent(name -> progress.say("outage of " + name + " begins"));
    answered = clock.instant();
    return state;
  }

  private boolean waitedLongEnough() {
    return Duration.between(answered, clock.instant()).compareTo(PATIENCE) > 0;
  }
}
