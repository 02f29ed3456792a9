package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals what other vendors' models said and the Anthropic dialect has no block for. The dialect has
 * two opaque places that callers hand back untouched: the data of redacted thoughts, where whole
 * parts stand, and the signature of thoughts, where another vendor's stands with the name of its
 * dialect.
 */
record SealedParts(UnsupportedParts kept) {

  /** A block that holds the part whole. */
  Json.Obj block(Part part) {
    return Json.EMPTY
        .with("type", Json.of("redacted_thinking"))
        .with("data", Json.of(kept.seal(List.of(part))));
  }

  /** The parts of such a block. */
  List<Part> read(String data, String path) {
    return kept.unseal(data, path);
  }

  /** What stands where thoughts are signed: nothing where a vendor of this dialect signed none. */
  static String signature(@Nullable String signature, @Nullable String dialect) {
    if (signature != null) {
      return UnsupportedParts.signature(signature, dialect, AnthropicDialect.NAME);
    }
    return AnthropicDialect.NAME.equals(dialect) ? "" : UnsupportedParts.UNSIGNED;
  }

  static UnsupportedParts.Signature signature(@Nullable String written) {
    return UnsupportedParts.signature(written, AnthropicDialect.NAME);
  }
}
