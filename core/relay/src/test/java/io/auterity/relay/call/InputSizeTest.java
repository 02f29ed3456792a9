package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSizeTest {

  @Test
  void tokensAreCountedAndNotEstimated() {
    InputSize size =
        InputSize.of(
            new EmbeddingRequest("m", List.of(), null, List.of(List.of(1, 2, 3), List.of(4))));

    assertThat(size.most()).isEqualTo(4);
    assertThat(size.likely()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"USER, true", "ASSISTANT, false"})
  void whatAModelSpokeNeedsNoModelThatHears(Role role, boolean needed) {
    Part sound = new Part.Audio("audio/wav", "UklG");
    Message first = new Message(Role.USER, List.of(new Part.Text("Hi.")));

    InputSize size =
        InputSize.of(
            ChatRequest.builder("m", List.of(first, new Message(role, List.of(sound)))).build());

    assertThat(size.has(InputSize.Content.AUDIO)).isEqualTo(needed);
    assertThat(size.likely()).as("it is counted all the same").isGreaterThan(500);
  }

  @Test
  void textsAreBoundedByTheirBytes() {
    InputSize size = InputSize.of(new EmbeddingRequest("m", List.of("abcdefgh"), null));

    assertThat(size.most()).isGreaterThan(8);
    assertThat(size.likely()).isEqualTo(3);
  }
}
