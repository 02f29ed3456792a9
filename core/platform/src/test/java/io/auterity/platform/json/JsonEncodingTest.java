package io.auterity.platform.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEncodingTest {

  @Property
  void takesWhatTheJdkTakesAsUtf8(@ForAll @Size(min = 1, max = 5) byte[] bytes) {
    byte[] text = new byte[bytes.length + 2];
    text[0] = '[';
    text[1] = '"';
    System.arraycopy(bytes, 0, text, 2, bytes.length);

    assertThat(isTaken(text)).isEqualTo(isUtf8(text));
  }

  @Property
  void takesEveryText(@ForAll String text) {
    byte[] bytes = ("\"" + text.replaceAll("\\p{Cs}|\0", "")).getBytes(UTF_8);

    assertThat(isTaken(bytes)).isTrue();
  }

  private static boolean isTaken(byte[] text) {
    try {
      JsonEncoding.require(text);
      return true;
    } catch (CallFailedException e) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] text) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c080", "c0af", "e080af", "f08080af", "eda080", "edbfbf", "f4908080", "ff"})
  void refusesLongFormsHalvesOfPairsAndWhatIsNoCharacter(String hex) {
    byte[] text = HexFormat.of().parseHex("5b220a" + hex + "225d");

    assertThatThrownBy(() -> JsonEncoding.require(text))
        .hasMessage("invalid: not JSON: the text is not UTF-8 at byte 4, line 2");
  }

  @Test
  void saysThatATextIsInAnotherEncoding() {
    for (Charset charset : new Charset[] {UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32")}) {
      assertThatThrownBy(() -> JsonEncoding.require("{\"a\": 1}".getBytes(charset)))
          .as(charset.name())
          .hasMessageContaining("UTF-16 or UTF-32")
          .hasMessageContaining("send UTF-8");
    }
    assertThatThrownBy(() -> JsonEncoding.require("\ufeff{}".getBytes(UTF_8)))
        .hasMessageContaining("byte order mark");
  }

  @Test
  void leavesAnEmptyTextToTheReader() {
    assertThatNoException().isThrownBy(() -> JsonEncoding.require(new byte[0]));
  }
}
