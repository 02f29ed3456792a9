package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.relay.route.Calls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallFeaturesTest {

  private static final Instant SIX = Instant.parse("2026-11-22T06:00:00Z");
  private static final int TOPICS = 12;

  @Test
  void tellTextsApartByHowTheyAreWritten() {
    List<Double> plain = of("They took my house", null, Map.of());

    assertThat(plain).hasSize(CallFeatures.SIZE).allMatch(each -> Math.abs(each) <= 2);
    assertThat(differing(plain, of("Where is my house?", null, Map.of()))).contains(4);
    assertThat(differing(plain, of("int f(int[] x) { return x[0]; }", null, Map.of()))).contains(5);
    assertThat(differing(plain, of("account 1234567890", null, Map.of()))).contains(6);
    assertThat(differing(plain, of("THEY TOOK MY HOUSE", null, Map.of()))).contains(7);
    assertThat(differing(plain, of("Они забрали мой дом", null, Map.of()))).contains(8);
    assertThat(differing(plain, of("Sie nahmen das Haus für Bürger", null, Map.of()))).contains(9);
    assertThat(differing(plain, of("They took my house", null, Map.of("team", "claims"))))
        .containsAnyOf(10, 11);
    assertThat(plain.get(2)).isEqualTo(1);
  }

  private static List<Integer> differing(List<Double> one, List<Double> other) {
    return java.util.stream.IntStream.range(0, one.size())
        .filter(i -> !one.get(i).equals(other.get(i)))
        .boxed()
        .toList();
  }

  @Test
  void vectorsStayAboutAsFarFromEachOtherAsTheyWere() {
    Random random = new Random(5);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      float[] one = unit(random);
      float[] other = unit(random);
      double before = 0;
      double after = 0;
      List<Double> first = of("", one, Map.of());
      List<Double> second = of("", other, Map.of());
      for (int j = 0; j < one.length; j++) {
        before += Math.pow(one[j] - other[j], 2);
      }
      for (int j = TOPICS; j < CallFeatures.SIZE; j++) {
        after += Math.pow(first.get(j) - second.get(j), 2);
      }
      sum += after / before / 4;
    }

    assertThat(sum / 200).isCloseTo(1, within(0.15));
  }

  private static float[] unit(Random random) {
    float[] vector = new float[384];
    double length = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      length += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  private static List<Double> of(
      String text, float @Nullable [] vector, Map<String, String> labels) {
    return CallFeatures.of(Calls.classify(labels), SIX, text, vector);
  }
}
