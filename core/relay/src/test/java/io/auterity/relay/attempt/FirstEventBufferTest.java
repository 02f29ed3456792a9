package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstEventBufferTest {

  private final FirstEventBuffer stage = new FirstEventBuffer(true);

  @Test
  void holdsBackWhatShowsNothingUntilSomethingDoes() {
    WireEvent.Passed role = passed(100, false);
    WireEvent.Passed word = passed(100, true);

    assertThat(stage.take(role)).isEmpty();
    assertThat(stage.begun()).isTrue();
    assertThat(stage.shown()).isFalse();
    assertThat(stage.take(word)).isEqualTo(List.of(role, word));
    assertThat(stage.take(role)).isEqualTo(List.of(role));
  }

  @Test
  void failsAStreamThatTellsMuchButNothingOfItsAnswer() {
    int size = FirstEventBuffer.MOST_HELD / 10;
    for (int i = 0; i < 9; i++) {
      assertThat(stage.take(passed(size, false))).isEmpty();
    }

    assertThatThrownBy(() -> stage.take(passed(size, false)))
        .hasMessageContaining("told nothing of its answer in");
    assertThat(stage.shown()).isFalse();
  }

  @Test
  void failsAStreamOfNothingButSmallEvents() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < FirstEventBuffer.MOST_HELD; i++) {
                stage.take(new ChatEvent.Used(TokenUsage.NONE));
              }
            })
        .hasMessageContaining("told nothing of its answer in");
  }

  @Test
  void boundsNothingOnceTheAnswerIsShown() {
    stage.take(passed(1, true));

    for (int i = 0; i < 20; i++) {
      assertThat(stage.take(passed(FirstEventBuffer.MOST_HELD / 10, false))).hasSize(1);
    }
  }

  private static WireEvent.Passed passed(int bytes, boolean visible) {
    return new WireEvent.Passed(
        new byte[bytes], visible, visible ? 1 : 0, null, WireEvent.UsageField.AS_USUAL, false);
  }
}
