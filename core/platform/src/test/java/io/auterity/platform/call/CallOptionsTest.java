package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {

  @Test
  void keepsTheOrderAndDropsBlanks() {
    assertThat(CallOptions.labels(" route = triage ,team=a b,empty="))
        .containsExactly(
            Map.entry("route", "triage"), Map.entry("team", "a b"), Map.entry("empty", ""));
  }

  @Test
  void keepsEqualsSignsOfAValue() {
    assertThat(CallOptions.labels("filter=a=b")).containsEntry("filter", "a=b");
  }

  @Test
  void readsNothingFromBlank() {
    assertThat(CallOptions.labels("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"route", "=x", "a=1,,b=2", "1a=x", "a b=x", "a=1,a=2"})
  void refusesWhatIsNoLabel(String text) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> CallOptions.labels(text))
        .withMessageStartingWith("invalid: labels:");
  }

  @Test
  void readsTimesWithTheirUnit() {
    Duration usual = Duration.ofSeconds(60);

    assertThat(CallOptions.timeout(null, usual)).isEqualTo(usual);
    assertThat(CallOptions.timeout("500ms", usual)).isEqualTo(Duration.ofMillis(500));
    assertThat(CallOptions.timeout(" 1m30s", usual)).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "30", "11m", "-1s", "soon"})
  void refusesWhatIsNoTimeForACall(String text) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> CallOptions.timeout(text, CallOptions.LONGEST))
        .withMessageStartingWith("invalid: timeout:");
  }

  @Test
  void boundsKeys() {
    assertThat(CallOptions.idempotencyKey(null)).isNull();
    assertThat(CallOptions.idempotencyKey("k".repeat(255))).hasSize(255);
    for (String wrong : List.of("", " ", "k".repeat(256))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> CallOptions.idempotencyKey(wrong))
          .withMessageStartingWith("invalid: idempotency key:");
    }
  }

  @Test
  void boundsNumberAndSize() {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "l" + i + "=x").collect(Collectors.joining(","));

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> CallOptions.labels(many));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> CallOptions.labels("a=" + "x".repeat(257)));
  }
}
