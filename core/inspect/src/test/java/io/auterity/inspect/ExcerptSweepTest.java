package io.auterity.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExcerptSweepTest {

  private static final String FIRST = "One two three four five six seven eight nine ten.";

  private final List<String> judged = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final ExcerptSweep sweep =
      new ExcerptSweep(
          (excerpt, start) -> {
            judged.add(excerpt);
            starts.add(start);
            return "<" + excerpt + ">";
          });

  @Test
  void anExcerptIsLetGoOnceItIsJudged() {
    assertThat(sweep.take("  One two three four five six seven eight nine ten")).isEqualTo("  ");
    assertThat(sweep.take(".")).isEmpty();
    assertThat(sweep.held()).isEqualTo(FIRST.length());
    assertThat(sweep.take(" And")).isEqualTo("<" + FIRST + "> ");
    assertThat(sweep.finish()).isEqualTo("<And>");
    assertThat(starts).containsExactly(2, 3 + FIRST.length());
  }

  @Test
  void whatComesAfterTheEndIsAnotherText() {
    sweep.take("word \n ");
    assertThat(sweep.finish()).isEqualTo("<word> \n ");

    sweep.take("other");
    assertThat(sweep.finish()).isEqualTo("<other>");
    assertThat(starts).containsExactly(0, 0);
    assertThat(sweep.held()).isZero();
  }

  @Property(tries = 500)
  void howeverATextIsCutItsExcerptsAreThoseOfTheWhole(
      @ForAll("wordy") String text, @ForAll @IntRange(min = 1, max = 9) int step) {
    judged.clear();
    starts.clear();
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); at += step) {
      out.append(sweep.take(text.substring(at, Math.min(text.length(), at + step))));
    }
    out.append(sweep.finish());

    assertThat(judged).isEqualTo(Excerpts.of(text, Integer.MAX_VALUE));
    assertThat(out.toString().replaceAll("[<>]", "")).isEqualTo(text);
    for (int i = 0; i < judged.size(); i++) {
      assertThat(text).startsWith(text.substring(0, starts.get(i)) + judged.get(i));
    }
  }

  @Provide
  Arbitrary<String> wordy() {
    return Arbitraries.of(
            "word ",
            "a. ",
            "\n",
            "  ",
            "\t",
            "x".repeat(79),
            "\ud83d\ude00",
            "one two three ",
            "?",
            "b")
        .list()
        .ofMaxSize(120)
        .map(all -> String.join("", all));
  }
}
