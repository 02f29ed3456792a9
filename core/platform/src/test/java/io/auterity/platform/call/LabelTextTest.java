package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {

  @Test
  void keepsTheOrderAndDropsBlanks() {
    assertThat(LabelText.read(" route = triage ,team=a b,empty="))
        .containsExactly(
            Map.entry("route", "triage"), Map.entry("team", "a b"), Map.entry("empty", ""));
  }

  @Test
  void keepsEqualsSignsOfAValue() {
    assertThat(LabelText.read("filter=a=b")).containsEntry("filter", "a=b");
  }

  @Test
  void readsNothingFromBlank() {
    assertThat(LabelText.read("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"route", "=x", "a=1,,b=2", "1a=x", "a b=x", "a=1,a=2"})
  void refusesWhatIsNoLabel(String text) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> LabelText.read(text))
        .withMessageStartingWith("invalid: labels:");
  }

  @Test
  void boundsNumberAndSize() {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "l" + i + "=x").collect(Collectors.joining(","));

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> LabelText.read(many));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> LabelText.read("a=" + "x".repeat(257)));
  }
}
