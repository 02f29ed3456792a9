package io.auterity.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodiesTest {

  @Test
  void haveTheSizesThatAreSaid() {
    assertThat(Bodies.QUESTION).hasSize(1024);
    assertThat(Bodies.ANSWER).hasSize(850);
  }

  @Test
  void standInsideTheQuotesOfNginxAndWrk() {
    assertThat(Bodies.ANSWER).doesNotContain("'", "$");
    assertThat(Bodies.QUESTION).doesNotContain("]]");
  }
}
