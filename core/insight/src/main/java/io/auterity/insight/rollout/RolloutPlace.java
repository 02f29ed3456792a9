package io.auterity.insight.rollout;

import io.auterity.platform.json.LowerCaseName;
import io.auterity.relay.route.Rollout;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The position of a canary rollout, the same for all servers: a decider over times and counts that
 * are given to it.
 *
 * @param revision one more with each change
 * @param round counts are of one; another begins when a rollout that was stopped goes on
 * @param step index of the step in force
 * @param since when the step began
 * @param why it is paused or stopped, as far as that was said; null while it runs
 * @param by name of who paused or stopped it; null where it stopped by itself, or runs
 */
public record RolloutPlace(
    long revision,
    int round,
    int step,
    Instant since,
    State state,
    @Nullable String why,
    @Nullable String by) {

  /** Whether it moves. */
  public enum State implements LowerCaseName {
    RUNNING,
    /** It stays at its step. */
    PAUSED,
    /** All calls go to the old offers. */
    STOPPED;

    /** The reverse of {@link #wire}. */
    public static State of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** Where one begins. */
  public static RolloutPlace first(Instant now) {
    return new RolloutPlace(1, 1, 0, now, State.RUNNING, null, null);
  }

  /** Share of calls for the new offers, in thousandths. */
  int share(Rollout rollout) {
    return state == State.STOPPED ? 0 : rollout.steps().get(step);
  }

  Duration age(Instant now) {
    return now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
  }

  /** Where it stands from now on, by what its calls came to; this where nothing changes. */
  RolloutPlace next(Rollout rollout, RolloutCounts counts, Instant now) {
    String verdict = state == State.STOPPED ? null : counts.verdict(rollout);
    if (verdict != null) {
      return in(State.STOPPED, verdict, null);
    }
    boolean due =
        state == State.RUNNING
            && !isLast(rollout)
            && counts.judged() >= rollout.calls()
            && age(now).compareTo(rollout.every()) >= 0;
    return due ? at(step + 1, now) : this;
  }

  /**
   * The place after an order is carried out; this where it is there already.
   *
   * @throws CallFailedException {@code conflict} where it cannot be, {@code invalid} where there is
   *     no such step
   */
  RolloutPlace ordered(Rollout rollout, RolloutOrder order, Instant now) {
    return switch (order.act()) {
      case PAUSE -> paused(order);
      case RESUME -> resumed(now);
      case ADVANCE -> advanced(rollout, order.to(), now);
      case STOP -> state == State.STOPPED ? this : in(State.STOPPED, words(order), order.by());
    };
  }

  private RolloutPlace paused(RolloutOrder order) {
    if (state == State.STOPPED) {
      throw conflict("the rollout is stopped; resume begins it anew");
    }
    return state == State.PAUSED ? this : in(State.PAUSED, order.reason(), order.by());
  }

  private RolloutPlace resumed(Instant now) {
    return switch (state) {
      case RUNNING -> this;
      case PAUSED -> in(State.RUNNING, null, null);
      case STOPPED -> new RolloutPlace(revision + 1, round + 1, 0, now, State.RUNNING, null, null);
    };
  }

  private RolloutPlace advanced(Rollout rollout, @Nullable Integer wanted, Instant now) {
    int steps = rollout.steps().size();
    if (state == State.STOPPED) {
      throw conflict("the rollout is stopped; resume begins it anew");
    }
    if (wanted == null && isLast(rollout)) {
      throw conflict("the rollout is at its last step, %d".formatted(steps));
    }
    int to = Objects.requireNonNullElse(wanted, step + 1);
    if (to < 0 || to >= steps) {
      throw new CallFailedException(
          FailureCode.INVALID, "there is no step %d; the last is %d".formatted(to + 1, steps));
    }
    if (to < step) {
      throw conflict(
          "the rollout is at step %d, which is beyond %d; stop it to go back"
              .formatted(step + 1, to + 1));
    }
    return to == step ? this : at(to, now);
  }

  private boolean isLast(Rollout rollout) {
    return step == rollout.steps().size() - 1;
  }

  private RolloutPlace at(int other, Instant now) {
    return new RolloutPlace(revision + 1, round, other, now, state, why, by);
  }

  private RolloutPlace in(State other, @Nullable String because, @Nullable String who) {
    return new RolloutPlace(revision + 1, round, step, since, other, because, who);
  }

  private static String words(RolloutOrder order) {
    return Objects.requireNonNullElse(order.reason(), "stopped by hand");
  }

  private static CallFailedException conflict(String message) {
    return new CallFailedException(FailureCode.CONFLICT, message);
  }

  /** In words for the audit log. */
  public String words() {
    String at = "%s at step %d".formatted(state.wire(), step + 1);
    return why == null ? at : at + ": " + why;
  }
}
