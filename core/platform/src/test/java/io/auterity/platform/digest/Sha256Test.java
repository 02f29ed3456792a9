package io.auterity.platform.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

  // The example of FIPS 180-4.
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestsTheExampleOfTheStandard() {
    assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(OF_ABC));
    assertThat(Sha256.of(new byte[] {'a', 'b', 'c'})).isEqualTo(HexFormat.of().parseHex(OF_ABC));
  }

  @Test
  void keepsHeadAndBodyApart() {
    byte[] whole = {'a', 'b', 0, 'c'};

    assertThat(Sha256.of("ab", new byte[] {'c'}))
        .isEqualTo(Sha256.of(whole))
        .isNotEqualTo(Sha256.of("a", new byte[] {'b', 'c'}));
  }
}
