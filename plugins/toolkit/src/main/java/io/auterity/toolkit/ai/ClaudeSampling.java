package io.auterity.toolkit.ai;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Sampling;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sampling parameters of Anthropic's models, on every platform that runs them. By the vendor's
 * description ({@code CreateMessageParams}) a temperature is at most 1, there are no penalties and
 * no seed, and models released after Claude Opus 4.6 refuse anything but the defaults. Those since
 * Claude Opus 4.1 refuse a temperature and {@code top_p} together ("cannot both be specified for
 * this model"), and one that is to think takes neither another temperature than 1, nor a small
 * {@code top_p}, nor {@code top_k}. What would be refused is left out.
 */
public final class ClaudeSampling {

  /** Names of models of version 4.7 or later. */
  private static final Pattern DEFAULTS_ONLY =
      Pattern.compile("(anthropic\\.)?claude-[a-z]+-([5-9]|[1-9]\\d|4-([7-9]|[1-9]\\d))(?!\\d).*");

  /** Names of models of version 4.1 or later. */
  private static final Pattern ONE_OF_TWO =
      Pattern.compile("(anthropic\\.)?claude-[a-z]+-([5-9]|[1-9]\\d|4-([1-9]|[1-9]\\d))(?!\\d).*");

  /** The least {@code top_p} that models of defaults only take. */
  private static final double WHOLE_TOP_P = 0.99;

  /** The least {@code top_p} that a model takes which is to think. */
  private static final double THINKING_TOP_P = 0.95;

  /**
   * What the model of that name can be asked for.
   *
   * @param thinks whether it is told to think, by a number of tokens or as it finds right
   */
  public static ChatRequest carry(
      ChatRequest request, String model, boolean thinks, RequestFit fit) {
    boolean fixed = DEFAULTS_ONLY.matcher(model).matches();
    boolean usual = fixed || thinks;
    ChatRequest carried = fit.sampling(request, usual ? Set.of() : Set.of(Sampling.Field.TOP_K));
    Double temperature =
        usual
            ? fit.orNone(request.temperature(), 1, 1, "temperature")
            : fit.within(request.temperature(), 0, 1, "temperature");
    Double topP = topP(request.topP(), fixed, thinks, fit);
    if (temperature != null && topP != null && ONE_OF_TWO.matcher(model).matches()) {
      fit.lose("topP");
      topP = null;
    }
    return carried.withTemperature(temperature).withTopP(topP);
  }

  private static @Nullable Double topP(
      @Nullable Double asked, boolean fixed, boolean thinks, RequestFit fit) {
    if (fixed || thinks) {
      return fit.orNone(asked, fixed ? WHOLE_TOP_P : THINKING_TOP_P, 1, "topP");
    }
    return fit.within(asked, 0, 1, "topP");
  }
}
