package io.auterity.spi.ai;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A unit in which tokens are metered and priced. A token counts in one unit only, so that no tenant
 * pays twice for it; where a unit has no price of its own, that of the {@link #instead} counts.
 */
public enum TokenUnit {
  /** Input that was neither read from the vendor's cache nor written to it, and has no own unit. */
  INPUT(null),
  CACHED_INPUT(INPUT),
  CACHE_WRITE(INPUT),
  /** Written to be kept for longer than usual. */
  CACHE_WRITE_LONG(CACHE_WRITE),
  /** Sound read, but what came from the vendor's cache. */
  AUDIO_INPUT(INPUT),
  /** Pictures read, but what came from the vendor's cache. */
  IMAGE_INPUT(INPUT),
  /** Output that is no reasoning, and has no unit of its own. */
  OUTPUT(null),
  REASONING(OUTPUT),
  /** Sound made. */
  AUDIO_OUTPUT(OUTPUT),
  /** Pictures made. */
  IMAGE_OUTPUT(OUTPUT);

  private static final Map<String, TokenUnit> UNITS =
      Arrays.stream(values()).collect(Collectors.toMap(TokenUnit::wire, Function.identity()));

  private static final List<TokenUnit> INPUTS =
      List.of(INPUT, CACHED_INPUT, CACHE_WRITE, CACHE_WRITE_LONG, AUDIO_INPUT, IMAGE_INPUT);
  private static final List<TokenUnit> OUTPUTS =
      List.of(OUTPUT, REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT);

  private final @Nullable TokenUnit instead;
  private final String wire = name().toLowerCase(Locale.ROOT) + "_tokens";

  TokenUnit(@Nullable TokenUnit instead) {
    this.instead = instead;
  }

  /** The unit of that name, e.g. {@code cached_input_tokens}. */
  public static Optional<TokenUnit> of(String wire) {
    return Optional.ofNullable(UNITS.get(wire));
  }

  /** Those of the input. */
  public static List<TokenUnit> ofInput() {
    return INPUTS;
  }

  /** Those of the output. */
  public static List<TokenUnit> ofOutput() {
    return OUTPUTS;
  }

  /** Its name in usage and prices, e.g. {@code cached_input_tokens}. */
  public String wire() {
    return wire;
  }

  /** Whose price counts where this one has none. */
  public Optional<TokenUnit> instead() {
    return Optional.ofNullable(instead);
  }
}
