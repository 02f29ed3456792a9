package io.auterity.spi.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Json;
import org.junit.jupiter.api.Test;

class BytesShapeTest {

  private final Binding binding = new Binding((name, valid) -> "use one of them");

  @Test
  void bytesAreBounded() {
    assertThat(new BytesShape(3).read(Json.of("AQIDBAUG"), binding)).isNull();
    assertThatThrownBy(() -> binding.check("x")).hasMessageContaining("at most 3 bytes");
  }

  @Test
  void contentIsBounded() {
    Json.Obj content =
        Json.EMPTY.with("mediaType", Json.of("a/b")).with("base64", Json.of("AQIDBA=="));

    assertThat(new ContentShape(new BytesShape(3)).read(content, binding)).isNull();
    assertThatThrownBy(() -> binding.check("x")).hasMessageContaining("base64: must be at most 3");
  }
}
