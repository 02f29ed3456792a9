package io.auterity.gateway.dialect;

import java.util.List;

/**
 * A text-completion call, as its caller asks for it: one chat for each prompt, alike but for that.
 *
 * @param prompts at least one
 */
public record CompletionCall(List<ChatCall> prompts) {
  public CompletionCall {
    prompts = List.copyOf(prompts);
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException("there must be a prompt");
    }
  }

  /** How many answers are wanted of all of them together. */
  public int answers() {
    return prompts.stream().mapToInt(ChatCall::answers).sum();
  }

  /** The model that is asked for. */
  public String model() {
    return prompts.getFirst().request().model();
  }
}
