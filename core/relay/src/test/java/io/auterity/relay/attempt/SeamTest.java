package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeamTest {

  private static final String LONG = "They took my house, and now";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "They took,\" my house\",They took my house",
        "\"They took \",my house,They took my house",
        "\"They took \",\" my house\",They took my house",
        "hou,se,house",
        "\"one \",\"   two\",\"one   two\"",
        "ha,ha,haha",
        "\"They took my house, and now\",\" what?\",\"They took my house, and now what?\"",
        "\"They took my house, and now\",\"They took my house, and now what?\",\"They took my house, and now what?\"",
        "\"They took my house, and now \",\"They took my house, and now what?\",\"They took my house, and now what?\"",
        "\"They took my house, and now\",They,\"They took my house, and nowThey\""
      })
  void noWordStandsThereTwice(String said, String goesOn, String whole) {
    for (int cut = 0; cut <= goesOn.length(); cut++) {
      Seam seam = new Seam(said);
      String all = said + seam.take(goesOn.substring(0, cut)) + seam.take(goesOn.substring(cut));
      assertThat(all + seam.finish()).isEqualTo(whole);
    }
  }

  @Test
  void whatIsHeldBackIsComparedOnce() {
    String said = "a b ".repeat(100_000).strip();
    Seam seam = new Seam(said);
    for (int at = 0; at < said.length(); at++) {
      assertThat(seam.take(said.substring(at, at + 1))).isEmpty();
    }
    assertThat(seam.finish()).isEmpty();
  }

  @Test
  void whatIsSentEndsWithAWord() {
    assertThat(new Seam(LONG + " \n").begun()).isEqualTo(LONG);
  }

  @Test
  void nothingIsHeldBackOnceItGoesOn() {
    Seam seam = new Seam(LONG);

    assertThat(seam.take("They ")).isEmpty();
    assertThat(seam.take("say")).isEqualTo("They say");
    assertThat(seam.take(" They")).isEqualTo(" They");
  }
}
