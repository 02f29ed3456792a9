package io.auterity.bench.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.bench.servers.Scaling.Carried;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalingTest {

  private final Scaling scaling = new Scaling(0.25);

  /** A round in which a request costs so much with one server, with two and with three. */
  private void round(double... cpu) {
    scaling.add(
        IntStream.rangeClosed(1, cpu.length)
            .mapToObj(n -> new Carried(n * 250_000 / cpu[n - 1], cpu[n - 1], 13, 0.1, 500))
            .toList());
  }

  @Test
  void ratiosAreThoseOfOneRound() {
    round(100, 100, 100);
    round(200, 200, 250);
    round(100, 100, 100);

    Map<String, Double> figures = scaling.figures().values();

    assertThat(figures.get("rps_ratio_3")).isCloseTo(3, within(1e-9));
    assertThat(figures.get("cpu_ratio_3")).isCloseTo(1, within(1e-9));
    assertThat(figures.get("rps_1")).isCloseTo(2_500, within(1e-9));
  }

  @Test
  void theModelGoesOnInAStraightLine() {
    round(100, 102, 104);

    assertThat(scaling.error()).isCloseTo(0, within(1e-9));
    assertThat(scaling.modelled(10)).isCloseTo(10 * 250_000 / 118.0, within(1e-6));
  }

  @Test
  void theModelSaysByHowMuchItIsOff() {
    List<Carried> halved =
        List.of(
            new Carried(2_500, 100, 13, 0.1, 500),
            new Carried(5_000, 100, 13, 0.1, 500),
            new Carried(3_750, 100, 13, 0.1, 500));
    scaling.add(halved);

    assertThat(scaling.error()).isCloseTo(1, within(1e-9));
  }
}
