package io.auterity.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PieceMemoryTest {

  private final FakeCall call =
      FakeCall.of(
          "ai.chat.stream",
          new FakeProvider("p", PluginManifest.builder("p", "1.0.0", "P", "P").build()));
  private final PieceMemory kept = new PieceMemory(call);

  private static byte[] letters(int count) {
    return "x".repeat(count).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsSmallTakesNothing() {
    for (int i = 0; i < 1_000; i++) {
      kept.add(letters(1_000));
      kept.reset();
    }

    assertThat(call.reserved()).isZero();
  }

  @Test
  void whatGrowsIsReservedAsItGrowsAndOnlyOnce() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        kept.add(letters(10_000));
      }
      kept.reset();
    }

    assertThat(call.reserved()).isBetween(3_900_000L, 6_000_000L);
  }

  @Test
  void theValuesOfAnEventWeighMoreThanItsLetters() {
    kept.add("[0,0,0,0]".repeat(10_000).getBytes(StandardCharsets.UTF_8));

    assertThat(call.reserved()).isGreaterThan(40_000L * PieceMemory.VALUE);
  }

  @Test
  void whatFindsNoRoomEndsTheCall() {
    call.withRoom(1_000_000);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> kept.add(letters(1_000_000)))
        .withMessageContaining("no memory");
  }
}
