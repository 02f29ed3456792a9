package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
import io.auterity.relay.route.RouteRetry;
import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Drives the machine with random faults and checks what must hold on every way through it. */
class AttemptMachinePropertyTest {

  private static final Failure NONE = Failure.of(FailureCode.NO_VIABLE_PROVIDER, "none");

  @Property
  void aWriteReachesASecondVendorOnlyWhenTheFirstDidNotApplyIt(
      @ForAll Effect effect, @ForAll boolean stream, @ForAll long seed) {
    Run run = new Run(effect, stream, seed);
    run.play();

    for (int i = 1; i < run.dispatched.size(); i++) {
      AttemptCommand.Dispatch before = run.dispatched.get(i - 1);
      AttemptCommand.Dispatch after = run.dispatched.get(i);
      for (AttemptCommand.Dispatch earlier : run.dispatched.subList(0, i)) {
        if (effect != Effect.NONE && !earlier.choice().equals(after.choice())) {
          assertThat(run.failureOf(earlier)).isIn(null, Applied.NO);
        }
      }
      if (after.repeat()) {
        assertThat(after.choice()).isEqualTo(before.choice());
        assertThat(
                effect != Effect.NON_IDEMPOTENT
                    || after.choice().takesKey()
                    || run.failureOf(before) == Applied.NO)
            .isTrue();
      }
    }
  }

  @Property
  void everyCallFinishesOnceAndDoesNothingAfterwards(
      @ForAll Effect effect, @ForAll boolean stream, @ForAll long seed) {
    Run run = new Run(effect, stream, seed);
    run.play();

    assertThat(run.finished).isEqualTo(1);
    assertThat(run.machine.apply(new AttemptEvent.Failed(1, 0, NONE))).isEmpty();
  }

  @Property
  void nothingIsDispatchedAfterTheFirstEventOfAStream(@ForAll long seed) {
    Run run = new Run(Effect.NONE, true, seed);
    run.play();

    assertThat(run.dispatchedAfterEmit).isZero();
  }

  @Property
  void equalEventsGiveEqualCommands(@ForAll Effect effect, @ForAll long seed) {
    Run first = new Run(effect, true, seed);
    Run second = new Run(effect, true, seed);
    first.play();
    second.play();

    assertThat(first.all).isEqualTo(second.all);
  }

  private static final class Run implements AttemptMachine.Chance {
    private final Random random;
    private final boolean stream;
    private final List<Choice> plan = new ArrayList<>();
    private final AttemptMachine machine;
    private final List<AttemptCommand> all = new ArrayList<>();
    private final List<AttemptCommand.Dispatch> dispatched = new ArrayList<>();
    private final Map<AttemptCommand.Dispatch, Applied> failures = new HashMap<>();
    private final Deque<AttemptCommand> todo = new ArrayDeque<>();
    private boolean emitted;
    private int dispatchedAfterEmit;
    private int finished;

    Run(Effect effect, boolean stream, long seed) {
      this.random = new Random(seed);
      this.stream = stream;
      for (int i = random.nextInt(5); i > 0; i--) {
        plan.add(new Choice("p" + i, random.nextBoolean()));
      }
      this.machine =
          new AttemptMachine(
              plan, new AttemptRules(effect, 1L << 40, RouteRetry.STANDARD, Set.of(), null), this);
    }

    void play() {
      take(machine.start(() -> NONE));
      while (!todo.isEmpty()) {
        obey(todo.removeFirst());
      }
    }

    private void obey(AttemptCommand command) {
      switch (command) {
        case AttemptCommand.Dispatch dispatch -> attempt(dispatch);
        case AttemptCommand.Arm(AttemptEvent.Timer.Kind kind, long at) -> {
          if (kind == AttemptEvent.Timer.Kind.BACKOFF) {
            take(machine.apply(new AttemptEvent.Timer(kind, at)));
          }
        }
        case AttemptCommand.Emit emit -> emitted = true;
        case AttemptCommand.Cancel cancel -> {}
        case AttemptCommand.Finish finish -> finished++;
      }
    }

    private void attempt(AttemptCommand.Dispatch dispatch) {
      dispatchedAfterEmit += emitted ? 1 : 0;
      if (random.nextInt(6) == 0) {
        take(machine.apply(new AttemptEvent.Withheld(dispatch.attempt(), 0, left(), NONE)));
        return;
      }
      dispatched.add(dispatch);
      take(machine.apply(new AttemptEvent.Began(dispatch.attempt(), 0)));
      if (stream && random.nextBoolean()) {
        take(machine.apply(new AttemptEvent.FirstToken(dispatch.attempt(), 0)));
      }
      take(machine.apply(end(dispatch)));
    }

    private List<Choice> left() {
      return plan.stream().filter(one -> random.nextBoolean()).toList();
    }

    private AttemptEvent end(AttemptCommand.Dispatch dispatch) {
      return switch (random.nextInt(8)) {
        case 0 -> new AttemptEvent.Ended(dispatch.attempt(), 0);
        case 1 -> new AttemptEvent.Timer(AttemptEvent.Timer.Kind.DEADLINE, 0);
        case 2 -> new AttemptEvent.CallerGone(0);
        default -> {
          FailureCode[] codes = FailureCode.values();
          Applied[] applied = Applied.values();
          Failure failure =
              Failure.of(codes[random.nextInt(codes.length)], "x")
                  .withApplied(applied[random.nextInt(applied.length)]);
          failures.put(dispatch, failure.applied());
          boolean replaced = random.nextInt(4) == 0;
          yield new AttemptEvent.Failed(
              dispatch.attempt(), 0, replaced ? PlatformCause.REPLACED.on(failure) : failure);
        }
      };
    }

    @Nullable Applied failureOf(AttemptCommand.Dispatch dispatch) {
      return failures.get(dispatch);
    }

    private void take(List<AttemptCommand> commands) {
      all.addAll(commands);
      todo.addAll(commands);
    }

    @Override
    public double jitter() {
      return random.nextDouble();
    }

    @Override
    public boolean takeRival(String provider) {
      return random.nextBoolean();
    }

    @Override
    public boolean takeRepeat(String provider) {
      return random.nextInt(4) > 0;
    }
  }
}
