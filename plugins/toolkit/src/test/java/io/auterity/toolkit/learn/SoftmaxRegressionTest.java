package io.auterity.toolkit.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {

  private static final FeatureRow NOTHING = new FeatureRow(new int[] {}, new float[] {});

  @Test
  void withoutFeaturesSaysHowOftenEachClassIs() {
    SoftmaxRegression fitted =
        SoftmaxRegression.fit(
            Collections.nCopies(10, NOTHING),
            new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 2},
            4,
            3,
            1,
            () -> {});

    assertThat(SoftmaxRegression.probabilities(fitted.scores(NOTHING), 1))
        .containsExactly(new double[] {.6, .3, .1}, within(1e-4));
  }

  @Test
  void findsTheWeightsThatTheDerivativeNames() {
    // One feature and two classes: the weights are w and -w, and at the least
    // w = n (1 - sigmoid(2w)) / penalty, here with n = 2 rows that are alike but for the sign.
    SoftmaxRegression fitted =
        SoftmaxRegression.fit(List.of(one(1), one(-1)), new int[] {0, 1}, 1, 2, .5, () -> {});

    double w = fitted.weights()[0];
    assertThat(w).isCloseTo(2 * (1 - 1 / (1 + Math.exp(-2 * w))) / .5, within(1e-3));
    assertThat(fitted.weights()[2]).isCloseTo((float) -w, within(1e-3f));
  }

  @Test
  void aHighTemperatureMakesLessSure() {
    double[] scores = {3, 1};

    assertThat(SoftmaxRegression.probabilities(scores, 4)[0])
        .isLessThan(SoftmaxRegression.probabilities(scores, 1)[0])
        .isGreaterThan(.5);
  }

  @Test
  void staysFiniteForScoresOfAnySize() {
    assertThat(SoftmaxRegression.probabilities(new double[] {1e4, -1e4}, 1)).containsExactly(1, 0);
  }

  private static FeatureRow one(float value) {
    return new FeatureRow(new int[] {0}, new float[] {value});
  }
}
