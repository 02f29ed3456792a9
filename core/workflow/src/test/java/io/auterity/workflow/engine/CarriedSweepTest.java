package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.store.CarriedRunStore.Carried;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs whose executions are lost go on, and no other is rung. */
class CarriedSweepTest {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMinutes(1);

  private final HeldTimers timers = new HeldTimers();
  private final Cluster cluster = new Cluster();
  private final List<Carried> runs =
      IntStream.rangeClosed(1, 120)
          .mapToObj(i -> new Carried(new UUID(1, i), cluster.name()))
          .toList();
  private final Set<UUID> stalled = new HashSet<>();
  private final Set<UUID> unreadable = new HashSet<>();
  private boolean open = true;

  /** Executions of runs, some of which are lost. */
  private static final class Cluster implements RunCarrier {
    private final Set<UUID> lost = new HashSet<>();
    private final Set<UUID> refused = new HashSet<>();
    private final List<UUID> rung = new ArrayList<>();
    private int looks;
    private boolean away;

    @Override
    public String name() {
      return "cluster";
    }

    @Override
    public void start(CarriedRuns runs) {
      looks = 0;
    }

    @Override
    public void ring(UUID run) {
      rung.add(run);
      lost.remove(run);
    }

    @Override
    public boolean carries(UUID run) {
      if (away || refused.contains(run)) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
      }
      looks++;
      return !lost.contains(run);
    }

    @Override
    public void close() {
      away = true;
    }

    @Override
    public void halt() {
      away = true;
    }
  }

  private void begin() {
    new CarriedSweep(
            last ->
                runs.stream()
                    .filter(run -> run.run().compareTo(last) > 0)
                    .limit(CarriedSweep.PAGE)
                    .toList(),
            new EngineCarriers(List.of(cluster), cluster.name()),
            stalled::contains,
            run -> !unreadable.contains(run),
            timers,
            () -> open)
        .begin();
  }

  private void pass(Duration... some) {
    List.of(some).forEach(timers::pass);
  }

  @Test
  void thoseThatAreLostAreRungAndTheOthersLeftAlone() {
    UUID first = runs.getFirst().run();
    UUID last = runs.getLast().run();
    cluster.lost.addAll(List.of(first, last));
    begin();

    pass(PAUSE);
    assertThat(cluster.rung).containsExactly(first);
    pass(PAUSE, PAUSE);
    assertThat(cluster.rung).containsExactly(first, last);
    assertThat(cluster.looks).isEqualTo(120);

    cluster.lost.add(first);
    pass(PAUSE, PAUSE);
    assertThat(cluster.looks).isEqualTo(120);
    pass(REST);
    assertThat(cluster.rung).containsExactly(first, last, first);
  }

  @Test
  void whileTheClusterIsAwayItWaitsAndGoesOnWhereItWas() {
    cluster.lost.add(runs.get(60).run());
    begin();
    pass(PAUSE);
    cluster.away = true;
    pass(PAUSE, PAUSE);
    cluster.away = false;
    assertThat(cluster.looks).isEqualTo(50);

    pass(REST);

    assertThat(cluster.looks).isEqualTo(100);
    assertThat(cluster.rung).containsExactly(runs.get(60).run());
  }

  @Test
  void oneThatIsRefusedKeepsNoOtherBack() {
    cluster.refused.add(runs.get(1).run());
    cluster.lost.addAll(List.of(runs.get(2).run(), runs.get(60).run()));
    begin();

    pass(PAUSE, PAUSE);

    assertThat(cluster.rung).containsExactly(runs.get(2).run(), runs.get(60).run());
  }

  @Test
  void oneThatCannotBeReadIsLeftAloneUntilItCan() {
    UUID lost = runs.getFirst().run();
    UUID standing = runs.get(1).run();
    cluster.lost.addAll(List.of(lost, standing));
    unreadable.addAll(List.of(lost, standing));
    stalled.add(standing);
    begin();

    pass(PAUSE, PAUSE, PAUSE);
    assertThat(cluster.rung).isEmpty();
    unreadable.clear();
    pass(REST);
    assertThat(cluster.rung).containsExactly(lost, standing);
  }

  @Test
  void itEndsWithTheSeat() {
    begin();
    open = false;

    pass(PAUSE, REST, REST);

    assertThat(cluster.looks).isZero();
  }
}
