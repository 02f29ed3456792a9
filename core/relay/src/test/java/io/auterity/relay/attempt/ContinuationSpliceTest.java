package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuationSpliceTest {

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
        "\"They took my house, and now\",\"They took my house, and now what?\",\"They took my"
            + " house, and now what?\"",
        "\"They took my house, and now \",\"They took my house, and now what?\",\"They took my"
            + " house, and now what?\"",
        "\"They took my house, and now\",They,\"They took my house, and nowThey\""
      })
  void noWordStandsThereTwice(String said, String goesOn, String whole) {
    for (int cut = 0; cut <= goesOn.length(); cut++) {
      ContinuationSplice continuationSplice = new ContinuationSplice(said);
      String all =
          said
              + continuationSplice.take(goesOn.substring(0, cut))
              + continuationSplice.take(goesOn.substring(cut));
      assertThat(all + continuationSplice.finish()).isEqualTo(whole);
    }
  }

  @Test
  void whatIsHeldBackIsComparedOnce() {
    String said = "a b ".repeat(100_000).strip();
    ContinuationSplice continuationSplice = new ContinuationSplice(said);
    for (int at = 0; at < said.length(); at++) {
      assertThat(continuationSplice.take(said.substring(at, at + 1))).isEmpty();
    }
    assertThat(continuationSplice.finish()).isEmpty();
  }

  @Test
  void whatIsSentEndsWithAWord() {
    assertThat(new ContinuationSplice(LONG + " \n").begun()).isEqualTo(LONG);
  }

  @Test
  void nothingIsHeldBackOnceItGoesOn() {
    ContinuationSplice continuationSplice = new ContinuationSplice(LONG);

    assertThat(continuationSplice.take("They ")).isEmpty();
    assertThat(continuationSplice.take("say")).isEqualTo("They say");
    assertThat(continuationSplice.take(" They")).isEqualTo(" They");
  }
}
