package io.auterity.spi.shape;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a text in base64 (RFC 4648, 4).
 *
 * @param most how many there may be
 */
record BytesShape(int most) implements Shape {

  static final String BASE64 = "base64";

  /** As many as may stand in JSON. */
  static final BytesShape USUAL = new BytesShape(Content.MOST_IN_JSON);

  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with("type", Json.of("string")).with("contentEncoding", Json.of(BASE64));
  }

  @Override
  public byte @Nullable [] read(Json json, Binding binding) {
    if (!(json instanceof Json.Str(String text))) {
      binding.wrong("must be a text in base64", "found " + Scalar.kindOf(json));
      return null;
    }
    if (text.length() / 4L * 3 > most) {
      binding.wrong("must be at most %d bytes".formatted(most), "send fewer");
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      binding.wrong("must be base64", "encode the bytes by RFC 4648, 4");
      return null;
    }
  }

  @Override
  public Json write(Object value) {
    return Json.of(Base64.getEncoder().encodeToString((byte[]) value));
  }
}
