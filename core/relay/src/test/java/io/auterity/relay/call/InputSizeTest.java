package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.EmbeddingRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSizeTest {

  @Test
  void tokensAreCountedAndNotEstimated() {
    InputSize size =
        InputSize.of(
            new EmbeddingRequest("m", List.of(), null, List.of(List.of(1, 2, 3), List.of(4))));

    assertThat(size.most()).isEqualTo(4);
    assertThat(size.likely()).isEqualTo(4);
  }

  @Test
  void textsAreBoundedByTheirBytes() {
    InputSize size = InputSize.of(new EmbeddingRequest("m", List.of("abcdefgh"), null));

    assertThat(size.most()).isGreaterThan(8);
    assertThat(size.likely()).isEqualTo(3);
  }
}
