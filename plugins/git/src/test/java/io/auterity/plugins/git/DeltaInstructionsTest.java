package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.junit.jupiter.api.Test;

/** Differences as bytes: the size of the base, of what is made, and instructions. */
class DeltaInstructionsTest {

  @Test
  void takesWhatCopiesAndInsertsAsMuchAsItSays() {
    assertThatCode(() -> require(10, 5, 0x91, 2, 3, 2, 'a', 'b')).doesNotThrowAnyException();
    assertThatCode(() -> require(10, 0)).doesNotThrowAnyException();
    assertThatCode(() -> require(0x80, 0x80, 0x04, 0x80, 0x80, 0x04, 0x80))
        .as("a copy without a length has 65,536 bytes")
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatMakesMoreOrLess() {
    refused("5 bytes", 10, 5, 0x91, 2, 3);
    refused("2 bytes", 10, 2, 0x91, 2, 3);
    refused("1 bytes", 10, 1);
  }

  @Test
  void refusesACopyOfWhatTheBaseHasNot() {
    refused("beyond its base", 10, 5, 0x91, 6, 5);
  }

  @Test
  void refusesAnInstructionThatGitHasNot() {
    refused("an instruction", 10, 5, 0);
  }

  @Test
  void refusesWhatEndsInTheMiddle() {
    assertThatThrownBy(() -> require(10, 5, 0x91, 2)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> require(10, 5, 5, 'a')).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> require(0x80)).isInstanceOf(EOFException.class);
  }

  private static void refused(String words, int... delta) {
    assertThatThrownBy(() -> require(delta))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining(words);
  }

  private static void require(int... delta) throws IOException {
    byte[] bytes = new byte[delta.length];
    for (int i = 0; i < delta.length; i++) {
      bytes[i] = (byte) delta[i];
    }
    DeltaInstructions.require(new ByteArrayInputStream(bytes));
  }
}
