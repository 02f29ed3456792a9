package io.auterity.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of RFC 7578. */
class MultipartFormTest {

  private static final URI PLACE = URI.create("https://example.org/form");

  private static MultipartForm form() {
    return new MultipartForm()
        .field("purpose", "tëst")
        .field("nothing", null)
        .file("file", Content.of("text/plain", "a\"b\r\n.txt", new byte[] {'h', 'i'}))
        .file("none", null);
  }

  private static String boundary(MultipartForm form) {
    return form.post(PLACE)
        .headers()
        .getOrDefault("content-type", List.of())
        .getFirst()
        .replace("multipart/form-data; boundary=", "");
  }

  @Test
  void holdsEachPartAsItIs() {
    String boundary = boundary(form());

    assertThat(new String(form().post(PLACE).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            --%1$s
            Content-Disposition: form-data; name="purpose"

            tëst
            --%1$s
            Content-Disposition: form-data; name="file"; filename="a%%22b%%0D%%0A.txt"
            Content-Type: text/plain

            hi
            --%1$s--
            """
                .formatted(boundary)
                .replace("\n", "\r\n"));
  }

  @Test
  void theBoundaryDependsOnAllThatIsInIt() {
    assertThat(boundary(form())).isEqualTo(boundary(form())).hasSize(41);
    assertThat(boundary(form().field("x", "y"))).isNotEqualTo(boundary(form()));
    assertThat(boundary(new MultipartForm().field("a", boundary(form()))))
        .isNotEqualTo(boundary(form()));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg, , file.mp3",
    "audio/wav; rate=16000, , file.wav",
    "AUDIO/WAV, speech, speech.wav",
    "audio/wav, speech.bin, speech.bin",
    "a/b, , file"
  })
  void aFileWithoutANameGetsTheEndingOfItsType(
      String type, @Nullable String name, String expected) {
    byte[] body =
        new MultipartForm().file("f", Content.of(type, name, new byte[1])).post(PLACE).body();

    assertThat(new String(body, StandardCharsets.UTF_8))
        .contains("filename=\"" + expected + "\"\r\nContent-Type: " + type + "\r\n");
  }

  @Test
  void aTypeThatIsNoneEndsNoHeader() {
    byte[] body =
        new MultipartForm().file("f", Content.of("a/b\r\nx: y", new byte[1])).post(PLACE).body();

    assertThat(new String(body, StandardCharsets.UTF_8))
        .contains("Content-Type: application/octet-stream\r\n")
        .doesNotContain("x: y");
  }
}
