package io.auterity.toolkit.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class HeadTest {

  private static final float[] NOWHERE = {0, 0};

  @Test
  void learnsFromWordsWhereVectorsTellNothing() {
    Head head = Head.train(rows(40, i -> new Labelled(about(i), NOWHERE, label(i))), 1).head();

    assertThat(head.of("They sent a card again", NOWHERE).label()).isEqualTo("cards");
    assertThat(head.of("They sent a loan again", NOWHERE).label()).isEqualTo("loans");
  }

  @Test
  void learnsFromVectorsWhereWordsTellNothing() {
    Head head = Head.train(rows(40, i -> new Labelled("", side(i), label(i))), 1).head();

    assertThat(head.of("", side(0)).label()).isEqualTo("cards");
    assertThat(head.of("", side(1)).label()).isEqualTo("loans");
  }

  @Test
  void isAsSureAsItIsRight() {
    Random random = new Random(7);
    List<Labelled> noisy =
        rows(400, i -> new Labelled(about(i), side(i), label(random.nextInt(10) < 3 ? i + 1 : i)));

    Head.Trained trained = Head.train(noisy, 1);
    double said = trained.unseen().stream().mapToDouble(Opinion::confidence).average().orElse(0);
    long right = 0;
    for (int i = 0; i < noisy.size(); i++) {
      right += trained.unseen().get(i).label().equals(noisy.get(i).label()) ? 1 : 0;
    }

    assertThat(said).isCloseTo((double) right / noisy.size(), within(.05));
  }

  @Test
  void theSameRowsAndSeedMakeTheSameHead() {
    List<Labelled> rows = rows(30, i -> new Labelled(about(i), side(i), label(i)));

    assertThat(Head.train(rows, 5).head().of("a card", NOWHERE).probabilities())
        .isEqualTo(Head.train(rows, 5).head().of("a card", NOWHERE).probabilities());
  }

  @Test
  void thinksTheSameOnceItWasStored() {
    Head head = Head.train(rows(40, i -> new Labelled(about(i), side(i), label(i))), 1).head();

    Head again = Head.of(head.bytes());

    assertThat(again.labels()).isEqualTo(head.labels());
    for (String text : List.of("They sent a card", "a loan of mine", "never seen", "")) {
      assertThat(again.of(text, side(1)).probabilities())
          .isEqualTo(head.of(text, side(1)).probabilities());
    }
    assertThat(again.bytes()).isEqualTo(head.bytes());
  }

  @Test
  void refusesBytesThatAreNoHeadWhereverTheyAreCut() {
    byte[] stored =
        Head.train(rows(12, i -> new Labelled(about(i), side(i), label(i))), 1).head().bytes();

    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Head.of(cut));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Head.of(new byte[64]));
  }

  @Test
  void refusesWhatNothingCanBeLearnedFrom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Head.train(rows(40, _ -> new Labelled("x", NOWHERE, "one")), 1))
        .withMessageContaining("40 rows and 1 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Head.train(rows(9, i -> new Labelled("x", NOWHERE, label(i))), 1));
  }

  private static List<Labelled> rows(int count, IntFunction<Labelled> row) {
    List<Labelled> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row.apply(i));
    }
    return rows;
  }

  private static String label(int i) {
    return i % 2 == 0 ? "cards" : "loans";
  }

  private static String about(int i) {
    return "letter %d on a %s of mine".formatted(i / 2, i % 2 == 0 ? "card" : "loan");
  }

  private static float[] side(int i) {
    return i % 2 == 0 ? new float[] {1, 0} : new float[] {0, 1};
  }
}
