package io.auterity.bench.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.bench.guardrail.KernelFit.Row;
import io.auterity.spi.VectorHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelFitTest {

  /** A point of a circle, many times over; those of the sort lie in two opposite quarters. */
  private static Row row(Random random) {
    double angle = random.nextDouble() * 2 * Math.PI;
    float[] vector = new float[32];
    for (int i = 0; i < vector.length; i += 2) {
      vector[i] = (float) Math.cos(angle) / 4;
      vector[i + 1] = (float) Math.sin(angle) / 4;
    }
    return new Row(vector, Math.sin(angle) * Math.cos(angle) > 0);
  }

  private static List<Row> rows(long seed, int count) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random));
    }
    return rows;
  }

  @Test
  void learnsWhatNoStraightLineDivides() {
    VectorHead head = KernelFit.of("quarters", rows(1, 400), 0.5);

    assertThat(rows(2, 400))
        .filteredOn(row -> head.score(row.vector()) >= 0.5 == row.yes())
        .hasSizeGreaterThan(340);
  }

  @Test
  void theSameRowsGiveTheSameHead() {
    VectorHead one = KernelFit.of("quarters", rows(1, 60), 0.5);
    VectorHead other = KernelFit.of("quarters", rows(1, 60), 0.5);

    assertThat(rows(3, 20)).allMatch(row -> one.score(row.vector()) == other.score(row.vector()));
  }
}
