package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes in JSON. */
class ContentShapeTest {

  private final Binder binder = new Binder();

  private static Json json(String text) {
    return new JsonReader(10_000).read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private Content read(String text) {
    return (Content) binder.read(json(text), Content.class, "test");
  }

  @Property
  void comesBackAsItWas(
      @ForAll byte[] bytes, @ForAll @AlphaChars @StringLength(min = 1) String name) {
    Content content = Content.of("audio/x-wav; rate=16000", name, bytes);

    Json written = Shapes.ofInputs().write(content, Content.class);

    assertThat(binder.read(written, Content.class, "test")).isEqualTo(content);
  }

  @Test
  void needsNoName() {
    assertThat(read("{'mediaType':'image/png','base64':'AQID','name':null}"))
        .isEqualTo(Content.of("image/png", new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'AQID' | must be an object",
        "{'mediaType':'image/png'} | base64: is required",
        "{'mediaType':'image/png','base64':'A*'} | base64: must be base64",
        "{'mediaType':'png','base64':'AQID'} | mediaType: must be a media type",
        "{'mediaType':'a/b\\r\\nx: y','base64':'AQID'} | mediaType: must be a media type",
        "{'mediaType':'a/b','base64':'AQID','name':'../x'} | name: must be the name of a file",
        "{'mediaType':'a/b','base64':'AQID','name':7} | name: must be the name of a file",
        "{'mediaType':'a/b','base64':'AQID','nam':'x'} | nam: no such field",
      })
  void refusesWhatIsNone(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(message);
  }
}
