package io.auterity.toolkit.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {

  private final TextFeatures features =
      TextFeatures.of(
          List.of("the card was charged", "the loan was late", "the card"),
          2,
          TextFeatures.BUCKETS);

  @Test
  void theWordsHaveLengthOneTogetherAndTheVectorStandsBesideThem() {
    FeatureRow row = features.of("The CARD, was charged!", new float[] {.6f, -.8f});

    double square = 0;
    for (int i = 0; i < row.at().length - 2; i++) {
      assertThat(row.at()[i]).isLessThan(TextFeatures.BUCKETS);
      square += row.value()[i] * row.value()[i];
    }
    assertThat(square).isCloseTo(1, within(1e-5));
    // Four words and three pairs of them.
    assertThat(row.at()).hasSize(7 + 2).endsWith(TextFeatures.BUCKETS, TextFeatures.BUCKETS + 1);
    assertThat(row.value()).endsWith(.6f, -.8f);
  }

  @Test
  void ofTooManyWordsThoseThatTheFewestTextsHaveAreLeftOut() {
    List<String> texts = List.of("the card was charged", "the loan was late", "the card");

    // In two texts and more: the, card, was, the card.
    for (int most : List.of(4, 5, 9)) {
      TextFeatures few = TextFeatures.of(texts, 2, most);
      assertThat(few.of("the card was charged", new float[2]).at()).hasSize(4 + 2);
      assertThat(few.of("late charged", new float[2]).at()).hasSize(2);
    }
    assertThat(TextFeatures.of(texts, 2, 3).of("the card was", new float[2]).at()).hasSize(1 + 2);
    assertThat(TextFeatures.of(texts, 2, 0).of("the card was", new float[2]).at()).hasSize(2);
  }

  @Test
  void whatIsRareWeighsMore() {
    FeatureRow common = features.of("the", new float[2]);
    FeatureRow both = features.of("the ... late", new float[2]);

    float the = weight(both, common.at()[0]);
    float late = weight(both, features.of("late", new float[2]).at()[0]);
    assertThat(late).isGreaterThan(the);
  }

  @Test
  void whatNobodyHasSaidTellsNothing() {
    assertThat(features.of("Unheard-of things", new float[2]).at()).hasSize(2);
    assertThat(features.of("", new float[2]).value()).containsExactly(0, 0);
  }

  private static float weight(FeatureRow row, int feature) {
    for (int i = 0; i < row.at().length; i++) {
      if (row.at()[i] == feature) {
        return row.value()[i];
      }
    }
    throw new AssertionError("no feature " + feature);
  }
}
