package io.auterity.bench.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Half of the rows tell their label; of the others the cheap model knows nine in ten. */
class LearnedBenchTest {

  private static final PricedModel GOOD = new PricedModel("good", "g", "tg", 15, 60);
  private static final PricedModel CHEAP = new PricedModel("cheap", "c", "tc", .05, .2);

  private final List<ReadComplaint> rows =
      IntStream.range(0, 200).mapToObj(LearnedBenchTest::row).toList();

  @Test
  void asksTheCheapModelWhereTheHeadIsUnsure() {
    Map<String, Double> figures = LearnedBench.figures(rows, rows, List.of(GOOD, CHEAP)).values();

    assertThat(figures)
        .containsOnlyKeys(
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "cost_usd",
            "best_single_accuracy",
            "best_single_cost_usd",
            "majority_accuracy",
            "oracle_accuracy",
            "accuracy_of_oracle",
            "p95_ms",
            "local_only_accuracy");
    assertThat(figures.get("accuracy")).isGreaterThan(.9);
    assertThat(figures.get("best_single_accuracy")).isEqualTo(.9);
    assertThat(figures.get("oracle_accuracy")).isEqualTo(.95);
    assertThat(figures.get("accuracy_of_oracle"))
        .isCloseTo(Objects.requireNonNull(figures.get("accuracy")) / .95, within(1e-9));
    assertThat(figures.get("local_only_accuracy")).isLessThan(.9);
    assertThat(figures.get("cost_usd"))
        .isGreaterThan(0)
        .isLessThan(.01 * Objects.requireNonNull(figures.get("best_single_cost_usd")));
    assertThat(figures.get("p95_ms")).isBetween(700.0, 900.0);
  }

  @Test
  void neverAsksWhatIsTooDearOrTooSlow() {
    PricedModel dear = new PricedModel("dear", "c", "tc", 14, 60);

    Map<String, Double> figures = LearnedBench.figures(rows, rows, List.of(GOOD, dear)).values();

    assertThat(figures.get("cost_usd")).isZero();
    assertThat(figures.get("accuracy")).isEqualTo(figures.get("local_only_accuracy"));
  }

  @Test
  void withoutATestPartTheFiguresAreThoseOfSplits() {
    Map<String, Double> figures =
        LearnedBench.figures(rows, List.of(), List.of(GOOD, CHEAP)).values();

    assertThat(figures.get("accuracy")).isBetween(.8, 1.0);
    assertThat(figures.get("best_single_accuracy")).isCloseTo(.9, within(1e-9));
  }

  @Test
  void labelsThatNobodyTaughtAreMissedAndNothingElse() {
    List<ReadComplaint> other =
        rows.stream()
            .limit(50)
            .map(
                row ->
                    new ReadComplaint(
                        new AnsweredComplaint(
                            row.row().text(), "gold", List.of("gold", "loans"), List.of(9.0, .8)),
                        row.vector(),
                        5))
            .toList();

    Map<String, Double> figures = LearnedBench.figures(rows, other, List.of(GOOD, CHEAP)).values();

    assertThat(figures.get("accuracy")).isZero();
    assertThat(figures.get("best_single_accuracy")).isEqualTo(1);
  }

  @Test
  void oneLabelAloneOrTooFewRowsAreRefusedWithWhatIsNeeded() {
    List<ReadComplaint> one =
        rows.stream().filter(row -> row.row().label().equals("loans")).toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedBench.figures(one, rows, List.of(GOOD, CHEAP)))
        .withMessageContaining("100 rows and 1 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedBench.figures(rows.subList(0, 5), rows, List.of(GOOD, CHEAP)))
        .withMessageContaining("a head needs 10 rows");
  }

  @Test
  void whatStandsTwiceIsTaughtOnce() {
    AnsweredComplaint first = rows.getFirst().row();
    AnsweredComplaint again =
        new AnsweredComplaint(first.text(), "gold", first.answers(), first.seconds());
    AnsweredComplaint other = new AnsweredComplaint("x", "y", List.of(), List.of());

    assertThat(LearnedBench.different(List.of(first, other, again))).containsExactly(again, other);
  }

  @Test
  void theIntervalIsWilsons() {
    // 8 of 10: Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion.
    Wilson interval = Wilson.of(.8, 10);

    assertThat(interval.low()).isCloseTo(.4902, within(1e-4));
    assertThat(interval.high()).isCloseTo(.9433, within(1e-4));
  }

  @Test
  void refusesWordsThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearnedBench().with(List.of("--tests", "x")))
        .withMessageContaining("--tests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearnedBench().with(List.of("--train")));
  }

  private static ReadComplaint row(int i) {
    boolean loans = i % 2 == 1;
    boolean telling = i % 4 < 2;
    String label = loans ? "loans" : "cards";
    String other = loans ? "cards" : "loans";
    String text = "Letter without a number " + (telling ? label : "of nobody");
    return new ReadComplaint(
        new AnsweredComplaint(
            text,
            label,
            List.of(i % 20 < 2 ? other : label, i % 40 < 6 ? other : label),
            List.of(9.0, .8)),
        telling ? new float[] {loans ? 1 : -1} : new float[] {0},
        5);
  }
}
