package io.auterity.provider.fit;

import io.auterity.spi.ai.ChatRequest;
import java.util.List;

/**
 * A chat as its target takes it.
 *
 * @param lost canonical names of what was cut or changed, each once
 * @param names how tools are called there
 */
public record FittedChat(ChatRequest request, List<String> lost, ToolNames names) {
  public FittedChat {
    lost = List.copyOf(lost);
  }
}
