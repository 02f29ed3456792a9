package io.auterity.plugins.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedBoxTest {

  static final byte[] KEY =
      Base64.getDecoder().decode("B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9/AsrhtHHw=");

  /** Bytes 101 to 132. */
  static byte[] secret() {
    byte[] secret = new byte[SealedBox.KEY];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (101 + i);
    }
    return secret;
  }

  /** What libsodium 1.0.20 makes of the same keys, and opens with the secret bytes 1 to 32. */
  @ParameterizedTest
  @CsvSource({
    "hunter2-ü,"
        + " VxR2nRFr92Q2rnS8eT0sMK0ZA8WaxSc4BcfiaYtBDDYvaq6+AZ9SEsiFBycZc/ESSetNFmZ3rivZQA==",
    "'', VxR2nRFr92Q2rnS8eT0sMK0ZA8WaxSc4BcfiaYtBDDZXc/6sDRx8iDnShN+IYF9m"
  })
  void itIsWhatLibsodiumSeals(String message, String sealed) {
    byte[] made = new SealedBox(KEY).seal(message.getBytes(UTF_8), secret());

    assertThat(Base64.getEncoder().encodeToString(made)).isEqualTo(sealed);
  }

  @Test
  void aLongMessageIsSealedWhole() {
    byte[] made = new SealedBox(KEY).seal("x".repeat(200).getBytes(UTF_8), secret());

    assertThat(Base64.getEncoder().encodeToString(made))
        .startsWith("VxR2nRFr92Q2rnS8eT0sMK0ZA8WaxSc4BcfiaYtBDDbN+FsRSSAFAD0q9wOFjhW")
        .endsWith("BhaGFkpawzQ=");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SealedBox(new byte[31]))
        .withMessageContaining("31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SealedBox(new byte[32]).seal(new byte[1], secret()))
        .withMessageContaining("weak");
  }
}
