package io.auterity.relay.attempt;

import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.call.RecordFields;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most that one attempt can use, by unit. A token is at least one byte of text, so the bytes of
 * the input bound its tokens; pictures, files and a vendor's own pieces, whose bytes say little,
 * count as {@link #PICTURE_TOKENS} at least; the output is bounded by what the caller allows, or
 * else by what is allowed here. A unit that is none of these counts once.
 */
final class Estimate {

  static final int OUTPUT_TOKENS = 4_096;

  /**
   * OpenAI bills a picture in high detail as a base and up to eight tiles, at most 2,833 + 8 ×
   * 5,667 tokens (gpt-4o-mini), the most of the vendors that publish it.
   */
  static final int PICTURE_TOKENS = 50_000;

  private static final long OVERHEAD = 256;
  private static final String INPUT = "input_tokens";
  private static final String OUTPUT = "output_tokens";
  private static final String LIMIT = "maxOutputTokens";

  private Estimate() {}

  /** The same input; when output is priced and the caller allows any length, with a limit. */
  static Record bounded(Record input, ProviderInfo provider) {
    RecordFields fields = RecordFields.of(input);
    return provider.prices().containsKey(OUTPUT)
            && fields.has(LIMIT)
            && fields.number(input, LIMIT) == null
        ? fields.with(input, LIMIT, OUTPUT_TOKENS)
        : input;
  }

  /** Quantities of the units that the provider has a price for. */
  static Map<String, Long> of(Record input, ProviderInfo provider) {
    Map<String, Long> most = new HashMap<>();
    for (String unit : provider.prices().keySet()) {
      most.put(unit, quantity(unit, input, provider));
    }
    return most;
  }

  private static long quantity(String unit, Record input, ProviderInfo provider) {
    return switch (unit) {
      case INPUT -> OVERHEAD + bytes(input);
      // What comes from a vendor's cache costs no more than what does not.
      case "cached_input_tokens" ->
          provider.prices().containsKey(INPUT) ? 0 : OVERHEAD + bytes(input);
      case OUTPUT -> {
        Integer allowed = RecordFields.of(input).number(input, LIMIT);
        yield allowed == null ? OUTPUT_TOKENS : allowed;
      }
      default -> 1;
    };
  }

  // Every value counts a little more than its text, for what a vendor's format puts around it.
  private static long bytes(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> 8 + size(text);
      case Json json -> 8 + size(json.toString());
      case Part.Image picture -> Math.max(PICTURE_TOKENS, components(picture));
      case Part.File file -> Math.max(PICTURE_TOKENS, components(file));
      case Part.Opaque piece when !isWords(piece) -> Math.max(PICTURE_TOKENS, components(piece));
      case Record record -> components(record);
      case Collection<?> items -> {
        long sum = 8;
        for (Object item : items) {
          sum += bytes(item);
        }
        yield sum;
      }
      case Map<?, ?> map -> 8 + bytes(map.keySet()) + bytes(map.values());
      default -> 24;
    };
  }

  // Text with a vendor's marks on it; whatever else a vendor knows may be a picture or a file.
  private static boolean isWords(Part.Opaque piece) {
    String type = piece.value() instanceof Json.Obj object ? object.text("type") : null;
    return "text".equals(type) || "refusal".equals(type);
  }

  private static long components(Record record) {
    long sum = 8;
    for (Object component : RecordFields.of(record).values(record)) {
      sum += bytes(component);
    }
    return sum;
  }

  private static long size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
