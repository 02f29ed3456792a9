package io.auterity.plugins.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagePassageTest {

  private static List<PagePassage> cut(String body) {
    return List.copyOf(PagePassage.of("Title", body).values());
  }

  @Test
  void eachHeadingBeginsAPassageUnderThoseAboveIt() {
    assertThat(cut("intro\n\n# A\n\none\n\n## B ##\n\ntwo\n\nC\n---\n\nthree\n\n# D\n\nfour"))
        .extracting(PagePassage::text)
        .containsExactly(
            "Title\nintro",
            "Title > A\none",
            "Title > A > B\ntwo",
            "Title > A > C\nthree",
            "Title > D\nfour");
  }

  @Test
  void aSignOfAHeadingInsideOfCodeIsNone() {
    assertThat(cut("```\n# no heading\n```\n"))
        .singleElement()
        .matches(p -> p.above().equals("Title"));
  }

  @Test
  void shortBlocksStandTogetherAndLongOnesAreCutBetweenWords() {
    String words =
        IntStream.range(100, 600).mapToObj(i -> "w" + i + "w").collect(Collectors.joining(" "));

    List<PagePassage> cut = cut("one\n\ntwo\n\n" + words);

    assertThat(cut.getFirst().body()).isEqualTo("one\n\ntwo");
    assertThat(cut).hasSize(4).allMatch(passage -> passage.body().length() <= 1_200);
    assertThat(cut.subList(1, 4))
        .allMatch(passage -> passage.body().matches("(?s)w[0-9]{3}w.*w[0-9]{3}w"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    for (PagePassage passage : cut("x" + "🚀".repeat(2_000))) {
      assertThat(Character.isLowSurrogate(passage.body().charAt(0))).isFalse();
      assertThat(Character.isHighSurrogate(passage.body().charAt(passage.body().length() - 1)))
          .isFalse();
    }
  }

  @Test
  void aPageWithoutATextIsItsTitle() {
    assertThat(cut("")).extracting(PagePassage::text).containsExactly("Title");
    assertThat(cut("# Only\n")).extracting(PagePassage::text).containsExactly("Title > Only");
  }

  @Test
  void aVeryLongPageHasNoMoreThan200() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      text.append("# Head ").append(i).append("\n\ntext\n\n");
    }

    assertThat(cut(text.toString())).hasSize(200);
  }
}
