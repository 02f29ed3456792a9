package io.auterity.insight.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextLearner.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadExamplesTest {

  @Test
  void aFifthOfEachLabelIsHeldOutAndNoTextIsInBothParts() {
    HeadExamples made = HeadExamples.of(rows(100, "cards", "cards", "cards", "loans"));

    assertThat(made.held()).hasSize(20);
    assertThat(made.taught()).hasSize(80);
    assertThat(made.held().stream().filter(one -> one.label().equals("loans"))).hasSize(5);
    assertThat(made.taught()).doesNotContainAnyElementsOf(made.held());
    assertThat(HeadExamples.of(rows(100, "cards", "cards", "cards", "loans"))).isEqualTo(made);
  }

  @Test
  void aTextThatStandsAgainCountsOnceByItsLastLabel() {
    List<Example> rows = new ArrayList<>(rows(60, "cards", "loans"));
    rows.add(new Example(" text 0 ", "loans"));
    rows.add(new Example("text 1", "loans"));
    rows.add(new Example("  ", "loans"));
    rows.add(new Example("text of nobody", " "));

    HeadExamples made = HeadExamples.of(rows);

    List<Example> all = new ArrayList<>(made.taught());
    all.addAll(made.held());
    assertThat(all).hasSize(60).contains(new Example("text 0", "loans"));
    assertThat(all).doesNotContain(new Example("text 0", "cards"));
    assertThat(made.repeated()).isEqualTo(2);
  }

  @Test
  void rareLabelsAreLeftOutAndNamed() {
    List<Example> rows = new ArrayList<>(rows(60, "cards", "loans"));
    IntStream.range(0, 4).forEach(i -> rows.add(new Example("rare " + i, "gold")));

    HeadExamples made = HeadExamples.of(rows);

    assertThat(made.leftOut()).containsExactly(entry("gold", 4));
    assertThat(made.taught()).noneMatch(one -> one.label().equals("gold"));
  }

  @Test
  void ofTooManyTheLatestAreTaken() {
    HeadExamples made = HeadExamples.of(rows(HeadExamples.MOST + 10, "cards", "loans"));

    assertThat(made.taught().size() + made.held().size()).isEqualTo(HeadExamples.MOST);
    assertThat(made.taught()).doesNotContain(new Example("text 9", "loans"));
  }

  @Test
  void ofLongTextsTheFirstCharactersCountAndOfManyTheLatest() {
    List<Example> rows =
        IntStream.range(0, 2_100)
            .mapToObj(i -> new Example(i + "x".repeat(9_000), i % 2 == 0 ? "cards" : "loans"))
            .toList();

    HeadExamples made = HeadExamples.of(rows);

    assertThat(made.taught().size() + made.held().size()).isEqualTo(2_000);
    assertThat(made.taught()).allMatch(one -> one.text().length() == HeadExamples.LONGEST);
    assertThat(made.taught()).noneMatch(one -> one.text().startsWith("99x"));
  }

  @Test
  void tooFewAreRefusedWithHowManyItTakes() {
    refused(rows(49, "cards", "loans"), "50 different texts", "there are 49 of 2 such labels");
    refused(rows(80, "cards"), "80 of 1 such labels");
    refused(List.of(), "there are 0 of 0");
    refused(
        IntStream.range(0, 200).mapToObj(i -> new Example("t" + i, "l" + i)).toList(),
        "there are 0 of 0 such labels, and 200 of 200 rarer ones");
    refused(
        IntStream.range(0, 1_010).mapToObj(i -> new Example("t" + i, "l" + i % 101)).toList(),
        "at most 100 labels");
  }

  @Test
  void labelsThatAreTextsAreRefused() {
    refused(rows(80, "cards", "l".repeat(257)), "at most 256 characters", "has 257");
  }

  @Test
  void theOrderOfTheExamplesDoesNotDecideHowMuchIsHeldOut() {
    for (int seed = 0; seed < 20; seed++) {
      List<Example> rows = new ArrayList<>(rows(73, "a", "b", "c"));
      Collections.shuffle(rows, new Random(seed));

      HeadExamples made = HeadExamples.of(rows);

      assertThat(made.held()).hasSize(15);
      assertThat(made.held().stream().map(Example::label).distinct()).hasSize(3);
    }
  }

  private static void refused(List<Example> rows, String... words) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> HeadExamples.of(rows))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID))
        .satisfies(e -> assertThat(e.failure().message()).contains(words));
  }

  private static List<Example> rows(int count, String... labels) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Example("text " + i, labels[i % labels.length]))
        .toList();
  }
}
