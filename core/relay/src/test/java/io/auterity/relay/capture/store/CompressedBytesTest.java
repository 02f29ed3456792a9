package io.auterity.relay.capture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompressedBytesTest {

  private static final byte[] TEXT =
      "{\"stage\":\"ROUTE\"}".repeat(500).getBytes(StandardCharsets.UTF_8);

  @Property
  void opensToWhatItWas(@ForAll @Size(max = 5_000) byte[] bytes) {
    assertThat(CompressedBytes.open(CompressedBytes.of(bytes))).isEqualTo(bytes);
  }

  @Test
  void isSmallerWhereTextRepeats() {
    assertThat(CompressedBytes.of(TEXT)).hasSizeLessThan(TEXT.length / 10);
  }

  @Test
  void refusesWhatIsDamaged() {
    byte[] packed = CompressedBytes.of(TEXT);
    byte[] large = packed.clone();
    large[0] = 0x7f;

    assertThatThrownBy(() -> CompressedBytes.open(new byte[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompressedBytes.open(large))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompressedBytes.open(Arrays.copyOf(packed, packed.length / 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
