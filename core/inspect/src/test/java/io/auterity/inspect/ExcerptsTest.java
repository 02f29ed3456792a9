package io.auterity.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExcerptsTest {

  @Test
  void endWithASentenceOnceTheyHaveEnoughWords() {
    assertThat(
            Excerpts.of(
                "Hello. This is a first sentence of more than nine words, all told. And a rest\n",
                9))
        .containsExactly(
            "Hello. This is a first sentence of more than nine words, all told.", "And a rest");
  }

  @Test
  void cutASentenceThatIsTooLong() {
    assertThat(Excerpts.of("word ".repeat(Excerpts.MOST + 1), 9))
        .containsExactly("word ".repeat(Excerpts.MOST).strip(), "word");
    assertThat(Excerpts.of("x".repeat(80 * Excerpts.MOST + 1), 9)).hasSize(2);
  }

  @Test
  void areNoMoreThanAsked() {
    assertThat(Excerpts.of("word ".repeat(1_000), 3)).hasSize(3);
    assertThat(Excerpts.of(" \n ", 3)).isEmpty();
  }

  @Property(tries = 300)
  void leaveNothingOut(@ForAll String text) {
    String all = String.join("", Excerpts.of(text, Integer.MAX_VALUE));

    assertThat(all.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
  }
}
