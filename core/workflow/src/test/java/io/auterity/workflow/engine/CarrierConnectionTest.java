package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that is away when it is first needed, or goes away. */
class CarrierConnectionTest {

  private static final List<UUID> RUNS =
      IntStream.range(0, 4).mapToObj(i -> new UUID(1, i)).toList();

  private final HeldTimers timers = new HeldTimers();
  private final Cluster cluster = new Cluster();
  private final CarrierConnection connection = new CarrierConnection(cluster);

  private static final class Cluster implements RunCarrier {
    private final List<UUID> rung = new ArrayList<>();
    private int tries;
    private int starts;
    private boolean halted;
    private boolean away;

    @Override
    public String name() {
      return "cluster";
    }

    @Override
    public void start(CarriedRuns runs) {
      throw new UnsupportedOperationException();
    }

    void start() {
      require();
      starts++;
    }

    @Override
    public void ring(UUID run) {
      require();
      rung.add(run);
    }

    @Override
    public boolean carries(UUID run) {
      return rung.contains(run);
    }

    private void require() {
      tries++;
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
      }
    }

    @Override
    public void close() {
      halted = true;
    }

    @Override
    public void halt() {
      halted = true;
    }
  }

  @BeforeEach
  void ringBeforeItIsOpen() {
    connection.ring(RUNS.get(0));
  }

  private void open() {
    connection.open(_ -> cluster.start(), timers);
    pass(0);
  }

  private void pass(long seconds) {
    timers.pass(Duration.ofSeconds(seconds));
  }

  @Test
  void whatIsRungBeforeItIsOpenWaits() {
    assertThat(cluster.tries).isZero();

    open();
    connection.ring(RUNS.get(1));

    assertThat(cluster.starts).isEqualTo(1);
    assertThat(cluster.rung).containsExactly(RUNS.get(0), RUNS.get(1));
  }

  @Test
  void oneThatDoesNotAnswerIsStartedAgainLessAndLessOften() {
    cluster.away = true;
    open();
    connection.ring(RUNS.get(1));
    assertThat(cluster.tries).isEqualTo(1);

    for (long pause : List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L)) {
      int before = cluster.tries;
      timers.pass(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(cluster.tries).isEqualTo(before);
      timers.pass(Duration.ofMillis(1));
      assertThat(cluster.tries).isEqualTo(before + 1);
    }
    cluster.away = false;
    pass(30);

    assertThat(cluster.starts).isEqualTo(1);
    assertThat(cluster.rung).containsExactly(RUNS.get(0), RUNS.get(1));
  }

  @Test
  void whileItIsAwayOneTryIsMadeForAllRunsAndNoneIsLost() {
    open();
    cluster.away = true;
    int before = cluster.tries;

    RUNS.forEach(connection::ring);
    assertThat(cluster.tries).isEqualTo(before + 1);
    pass(1);
    assertThat(cluster.tries).isEqualTo(before + 2);
    cluster.away = false;
    pass(2);

    assertThat(cluster.rung.subList(1, cluster.rung.size())).containsExactlyElementsOf(RUNS);
    assertThat(cluster.starts).isEqualTo(1);
    connection.ring(RUNS.get(2));
    assertThat(cluster.rung).last().isEqualTo(RUNS.get(2));
  }

  @Test
  void itSaysWhyItsClusterDoesNotAnswerUntilItDoes() {
    cluster.away = true;
    open();
    assertThat(connection.away()).contains("away");

    cluster.away = false;
    pass(1);
    assertThat(connection.away()).isEmpty();
    cluster.away = true;
    connection.ring(RUNS.get(1));
    assertThat(connection.away()).contains("away");
  }

  @Test
  void aRunThatIsRungAgainAndAgainWhileItIsAwayIsRungOnce() {
    open();
    cluster.away = true;
    for (int times = 0; times < 1_000; times++) {
      connection.ring(RUNS.get(1));
    }
    pass(1);
    cluster.away = false;

    pass(2);

    assertThat(cluster.rung).containsExactly(RUNS.get(0), RUNS.get(1));
  }

  @Test
  void afterItIsClosedItIsNotTriedAgain() {
    cluster.away = true;
    open();
    connection.close();
    cluster.away = false;
    pass(1);

    assertThat(cluster.halted).isTrue();
    assertThat(cluster.tries).isEqualTo(1);
  }
}
