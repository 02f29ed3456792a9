package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
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
      Command.Dispatch before = run.dispatched.get(i - 1);
      Command.Dispatch after = run.dispatched.get(i);
      for (Command.Dispatch earlier : run.dispatched.subList(0, i)) {
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
    assertThat(run.machine.apply(new Event.Failed(1, 0, NONE))).isEmpty();
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

  private static final class Run implements Chance {
    private final Random random;
    private final boolean stream;
    private final List<Choice> plan = new ArrayList<>();
    private final AttemptMachine machine;
    private final List<Command> all = new ArrayList<>();
    private final List<Command.Dispatch> dispatched = new ArrayList<>();
    private final Map<Command.Dispatch, Applied> failures = new HashMap<>();
    private final Deque<Command> todo = new ArrayDeque<>();
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
          new AttemptMachine(plan, new Rules(effect, 1L << 40, Retry.STANDARD, Set.of()), this);
    }

    void play() {
      take(machine.start(NONE));
      while (!todo.isEmpty()) {
        obey(todo.removeFirst());
      }
    }

    private void obey(Command command) {
      switch (command) {
        case Command.Dispatch dispatch -> attempt(dispatch);
        case Command.Arm(Event.Timer.Kind kind, long at) -> {
          if (kind == Event.Timer.Kind.BACKOFF) {
            take(machine.apply(new Event.Timer(kind, at)));
          }
        }
        case Command.Emit emit -> emitted = true;
        case Command.Cancel cancel -> {}
        case Command.Finish finish -> finished++;
      }
    }

    private void attempt(Command.Dispatch dispatch) {
      dispatchedAfterEmit += emitted ? 1 : 0;
      if (random.nextInt(6) == 0) {
        take(machine.apply(new Event.Withheld(dispatch.attempt(), 0, left(), NONE)));
        return;
      }
      dispatched.add(dispatch);
      take(machine.apply(new Event.Began(dispatch.attempt(), 0)));
      if (stream && random.nextBoolean()) {
        take(machine.apply(new Event.FirstToken(dispatch.attempt(), 0)));
      }
      take(machine.apply(end(dispatch)));
    }

    private List<Choice> left() {
      return plan.stream().filter(one -> random.nextBoolean()).toList();
    }

    private Event end(Command.Dispatch dispatch) {
      return switch (random.nextInt(8)) {
        case 0 -> new Event.Ended(dispatch.attempt(), 0);
        case 1 -> new Event.Timer(Event.Timer.Kind.DEADLINE, 0);
        case 2 -> new Event.CallerGone(0);
        default -> {
          FailureCode[] codes = FailureCode.values();
          Applied[] applied = Applied.values();
          Failure failure =
              Failure.of(codes[random.nextInt(codes.length)], "x")
                  .withApplied(applied[random.nextInt(applied.length)]);
          failures.put(dispatch, failure.applied());
          boolean replaced = random.nextInt(4) == 0;
          yield new Event.Failed(
              dispatch.attempt(), 0, replaced ? PlatformCause.REPLACED.on(failure) : failure);
        }
      };
    }

    @Nullable Applied failureOf(Command.Dispatch dispatch) {
      return failures.get(dispatch);
    }

    private void take(List<Command> commands) {
      all.addAll(commands);
      todo.addAll(commands);
    }

    @Override
    public double jitter() {
      return random.nextDouble();
    }

    @Override
    public boolean takeRepeat(String provider) {
      return random.nextInt(4) > 0;
    }
  }
}
