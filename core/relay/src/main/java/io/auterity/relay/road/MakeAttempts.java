package io.auterity.relay.road;

import io.auterity.relay.attempt.Rules;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Mark;
import io.auterity.relay.decision.Stage;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls providers until one answers or nothing more may be tried. See {@link Rules}. */
final class MakeAttempts implements RoadStage {

  @Override
  public Stage name() {
    return Stage.ATTEMPT;
  }

  @Override
  public @Nullable Note pass(Passage passage) {
    Attempts attempts = passage.attempts();
    attempts.advance();
    return attempts.finished() ? note(passage) : null;
  }

  private static Note note(Passage passage) {
    Failure failure = passage.failure;
    if (failure != null) {
      return Note.stopped(failure);
    }
    long providers = passage.tried.stream().map(Decision.Tried::provider).distinct().count();
    if (providers > 1) {
      return new Note(Mark.Passed.FAILOVER, "failed over", allowed(passage), null);
    }
    return passage.tried.size() > 1
        ? Note.done("repeated", "Repeated at the same provider.")
        : Note.done("answered", "");
  }

  private static String allowed(Passage passage) {
    Effect effect = passage.facts().effect();
    return effect == Effect.NONE
        ? "Allowed: the effect is none."
        : "Allowed: the effect is %s and what failed applied nothing."
            .formatted(effect.name().toLowerCase(Locale.ROOT));
  }
}
