package io.auterity.toolkit.ai;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Sampling;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How words are drawn by Anthropic's models, whoever runs them. By the vendor's description ({@code
 * CreateMessageParams}) a temperature is at most 1, there are no penalties and no seed, and models
 * released after Claude Opus 4.6 refuse anything but the defaults.
 */
public final class ClaudeSampling {

  /** Names of models of version 4.7 or later. */
  private static final Pattern DEFAULTS_ONLY =
      Pattern.compile("(anthropic\\.)?claude-[a-z]+-([5-9]|[1-9]\\d|4-([7-9]|[1-9]\\d))(?!\\d).*");

  /** What those models take instead of the default of 1. */
  private static final double WHOLE_TOP_P = 0.99;

  private ClaudeSampling() {}

  /** What the model of that name can be asked for. */
  public static ChatRequest carry(ChatRequest request, String model, RequestFit fit) {
    boolean fixed = DEFAULTS_ONLY.matcher(model).matches();
    ChatRequest carried = fit.sampling(request, fixed ? Set.of() : Set.of(Sampling.Field.TOP_K));
    Double temperature = fit.within(request.temperature(), fixed ? 1 : 0, 1, "temperature");
    Double topP = fit.within(request.topP(), fixed ? WHOLE_TOP_P : 0, 1, "topP");
    return carried.withTemperature(temperature).withTopP(topP);
  }
}
