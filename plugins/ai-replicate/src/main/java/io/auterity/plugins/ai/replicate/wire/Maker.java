package io.auterity.plugins.ai.replicate.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input names of the language models of one maker, by their pages at replicate.com.
 *
 * @param owner of the models; empty for all that no other row is for
 * @param system name of the system text
 * @param longest name of the longest answer in tokens
 * @param pictures name of the pictures; null when they take none
 * @param onePicture whether that is one address and not a list
 * @param sampling whether they take {@code temperature} and {@code top_p}
 * @param stops whether they take {@code stop_sequences}
 * @param messages whether they take a conversation as {@code messages}
 * @param effort whether they take {@code reasoning_effort}
 */
record Maker(
    String owner,
    String system,
    String longest,
    @Nullable String pictures,
    boolean onePicture,
    boolean sampling,
    boolean stops,
    boolean messages,
    boolean effort) {

  private static final Maker ANY =
      new Maker("", "system_prompt", "max_tokens", null, false, true, true, false, false);

  private static final List<Maker> KNOWN =
      List.of(
          new Maker(
              "openai",
              "system_prompt",
              "max_completion_tokens",
              "image_input",
              false,
              true,
              false,
              true,
              true),
          new Maker(
              "anthropic",
              "system_prompt",
              "max_tokens",
              "image",
              true,
              false,
              false,
              false,
              false),
          new Maker(
              "google",
              "system_instruction",
              "max_output_tokens",
              "images",
              false,
              true,
              false,
              false,
              false));

  /** That of a model, e.g. {@code openai/gpt-4o}. */
  static Maker of(String model) {
    return KNOWN.stream()
        .filter(maker -> model.startsWith(maker.owner() + "/"))
        .findFirst()
        .orElse(ANY);
  }
}
