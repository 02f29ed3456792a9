package io.auterity.toolkit.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWalkTest {

  @Test
  void looksAtEachValueAndBuildsOnlyWhatIsAskedFor() {
    String told =
        JsonWalk.through(
            "{\"t\":\"ä\",\"n\":[1,null],\"o\":{\"x\":{}},\"skipped\":[{}]}".getBytes(UTF_8),
            walk -> {
              walk.enterObject();
              walk.field();
              String text = walk.text() + walk.textLength();
              walk.field();
              walk.enterList();
              text += walk.item() ? walk.integer() : "";
              text += walk.item() && walk.isNull() && !walk.item() ? "null" : "";
              walk.field();
              Json object = walk.value();
              walk.field();
              walk.skip();
              return text + object + walk.field();
            });

    assertThat(told).isEqualTo("ä11null{\"x\":{}}null");
  }

  @Test
  void changesOnlyWhatItIsTold() {
    byte[] text = "{ \"a\" : 1, \"b\":[ 2 ] }".getBytes(UTF_8);

    byte[] changed =
        JsonWalk.through(
            text,
            walk -> {
              walk.enterObject();
              int begin = walk.end();
              walk.field();
              int a = walk.start();
              walk.skip();
              walk.change(a, a + 1, "\"ä\"");
              walk.change(begin, begin, "\"z\":0,");
              walk.field();
              walk.skip();
              walk.field();
              return walk.changed();
            });

    assertThat(new String(Objects.requireNonNull(changed), UTF_8))
        .isEqualTo("{\"z\":0, \"a\" : \"ä\", \"b\":[ 2 ] }");
    assertThat(skipped(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}x",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\n\"}",
        "{\"a\":01}",
        "\ufeff{}",
        "{\"a\":tru}",
        "[1,]",
      })
  void givesUpOnWhatIsNotCleanJson(String text) {
    assertThat(skipped(text.getBytes(UTF_8))).isNull();
  }

  @Test
  void givesUpOnOtherEncodings() {
    assertThat(skipped("{\"a\":\"ä\"}".getBytes(ISO_8859_1))).isNull();
    assertThat(skipped(new byte[] {0, '{', 0, '}'})).isNull();
    assertThat(skipped(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'})).isNull();
  }

  @Test
  void givesUpWhenItIsToldTo() {
    assertThat(
            JsonWalk.<String>through(
                "{}".getBytes(UTF_8),
                walk -> {
                  walk.require(false);
                  return "never";
                }))
        .isNull();
  }

  private static byte @Nullable [] skipped(byte[] text) {
    return JsonWalk.through(
        text,
        walk -> {
          walk.skip();
          return walk.changed();
        });
  }
}
