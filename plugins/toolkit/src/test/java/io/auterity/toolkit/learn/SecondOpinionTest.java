package io.auterity.toolkit.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {

  private static final List<String> LABELS = List.of("a", "b");
  private static final Opinion UNSURE = new Opinion(LABELS, new double[] {.55, .45});

  @Test
  void believesTheModelThatIsRightAndNotTheOneThatIsNot() {
    SecondOpinion learned = SecondOpinion.train(rows("a", "b"));

    assertThat(learned.of(UNSURE, List.of("b", "a")).label()).isEqualTo("b");
    assertThat(learned.of(UNSURE, List.of("a", "b")).label()).isEqualTo("a");
  }

  @Test
  void turnsTheAnswerOfAModelRoundThatIsAlwaysWrong() {
    SecondOpinion learned = SecondOpinion.train(rows("b", "a"));

    assertThat(learned.of(UNSURE, List.of("b", "none")).label()).isEqualTo("a");
  }

  @Test
  void anAnswerThatIsNoLabelLeavesTheHeadsOpinion() {
    SecondOpinion learned = SecondOpinion.train(rows("a", "b"));
    Opinion sure = new Opinion(LABELS, new double[] {.05, .95});

    assertThat(learned.of(sure, List.of("c", "")).label()).isEqualTo("b");
  }

  @Test
  void refusesAnotherNumberOfAnswers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecondOpinion.train(rows("a", "b")).of(UNSURE, List.of("a")));
  }

  // The first model says `first` where a is true, and the other label where b is; the second
  // guesses.
  private static List<SecondOpinion.Asked> rows(String first, String other) {
    List<SecondOpinion.Asked> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean a = i % 2 == 0;
      Opinion head =
          new Opinion(LABELS, a == (i % 3 > 0) ? new double[] {.6, .4} : new double[] {.4, .6});
      rows.add(
          new SecondOpinion.Asked(
              head, List.of(a ? first : other, i % 4 < 2 ? "a" : "b"), a ? "a" : "b"));
    }
    return rows;
  }
}
