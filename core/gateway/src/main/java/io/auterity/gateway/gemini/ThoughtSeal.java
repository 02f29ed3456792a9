package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals what other vendors' models said and the Gemini dialect has no part for. The dialect has one
 * opaque place that callers hand back untouched: the signature of a part, which is bytes in base64.
 * Another vendor's signature stands there with the name of its dialect, and whole parts stand in
 * that of a thought without words.
 */
record ThoughtSeal(UnsupportedParts kept) {

  /** How base64 of {@code auterity:} begins, which no signature of the vendor's does. */
  private static final String MARK = "YXV0ZXJpdHk6";

  private static final char BEFORE_SIGNATURE = ':';

  /** A thought that holds the part whole. */
  Json.Obj hold(Part part) {
    return Json.EMPTY
        .with("text", Json.of(""))
        .with("thought", Json.of(true))
        .with("thoughtSignature", Json.of(base64(kept.seal(List.of(part)))));
  }

  /** The parts that stand in a signature; null when it is a signature. */
  @Nullable List<Part> held(@Nullable String written, String path) {
    String text = opened(written);
    return text == null || text.indexOf(BEFORE_SIGNATURE, text.indexOf(BEFORE_SIGNATURE) + 1) > 0
        ? null
        : kept.unseal(text, path);
  }

  static String written(String signature, @Nullable String dialect) {
    String named = UnsupportedParts.signature(signature, dialect, GeminiDialect.NAME);
    return UnsupportedParts.isSealed(named) ? base64(named) : named;
  }

  static UnsupportedParts.Signature read(@Nullable String written) {
    String text = opened(written);
    return UnsupportedParts.signature(text == null ? written : text, GeminiDialect.NAME);
  }

  /** What stands in a signature of this gateway's making; null for any other. */
  private static @Nullable String opened(@Nullable String written) {
    if (written == null || !written.startsWith(MARK)) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(written), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
