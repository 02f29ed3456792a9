package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.KeptParts;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other vendors' models said and this dialect has no block for. It has two opaque places that
 * callers hand back untouched: the data of redacted thoughts, where whole parts stand, and the
 * signature of thoughts, where another vendor's stands with the name of its dialect.
 */
record SealedParts(KeptParts kept) {

  private static final String SEAL = "auterity:";
  private static final JsonReader JSON = new JsonReader(16 * 1024 * 1024);

  /** Thoughts that were sealed, and by whom. */
  record Signature(@Nullable String text, @Nullable String dialect) {}

  /** A block that holds the part whole. */
  Json.Obj block(Part part) {
    byte[] parts = JsonWriter.bytes(kept.write(List.of(part)));
    return Json.EMPTY
        .with("type", Json.of("redacted_thinking"))
        .with("data", Json.of(SEAL + Base64.getEncoder().encodeToString(parts)));
  }

  static boolean isSealed(@Nullable String data) {
    return data != null && data.startsWith(SEAL);
  }

  /** The parts of such a block. */
  List<Part> read(String data, String path) {
    try {
      byte[] parts = Base64.getDecoder().decode(data.substring(SEAL.length()));
      return kept.read(JSON.read(parts), path);
    } catch (IllegalArgumentException | CallFailedException e) {
      throw FieldRefusals.invalid(path, "is not as this gateway has written it");
    }
  }

  static String signature(String signature, @Nullable String dialect) {
    return dialect == null || dialect.equals(AnthropicDialect.NAME)
        ? signature
        : SEAL + dialect + ":" + signature;
  }

  static Signature signature(@Nullable String written) {
    if (written == null || written.isEmpty()) {
      return new Signature(null, null);
    }
    int end = isSealed(written) ? written.indexOf(':', SEAL.length()) : -1;
    return end < 0
        ? new Signature(written, AnthropicDialect.NAME)
        : new Signature(written.substring(end + 1), written.substring(SEAL.length(), end));
  }
}
