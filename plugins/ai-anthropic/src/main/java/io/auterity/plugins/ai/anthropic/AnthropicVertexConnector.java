package io.auterity.plugins.ai.anthropic;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.ai.AiConnector;
import java.util.List;
import java.util.Optional;

/** Opens a project's place at Vertex AI for Anthropic's models. */
record AnthropicVertexConnector() implements AiConnector {

  /**
   * Asked about by a check where the configuration names no model: whether the project has this one
   * is all one, since an answer that names it comes from a place that works.
   */
  private static final String SOME_MODEL = "claude-sonnet-4-5";

  @Override
  public String id() {
    return "anthropic-vertex";
  }

  @Override
  public Class<AnthropicVertexConfig> config() {
    return AnthropicVertexConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    AnthropicVertexConfig config = context.config(AnthropicVertexConfig.class);
    return new AnthropicClient(config.endpoint(), Optional.ofNullable(config.model()));
  }

  /** Counts the tokens of a word, which costs nothing: there is no list of models. */
  @Override
  public void check(Ai instance, Call call) {
    Optional<String> configured = ((AnthropicClient) instance).model();
    String model = configured.orElse(SOME_MODEL);
    List<Message> hello = List.of(Message.text(Role.USER, "Hello"));
    try {
      instance.countTokens(ChatRequest.builder(model, hello).build(), call);
    } catch (CallFailedException e) {
      if (configured.isPresent() || !isOfSomeModel(e.failure())) {
        throw e;
      }
    }
  }

  private static boolean isOfSomeModel(Failure failure) {
    return failure.code() == FailureCode.NOT_FOUND && failure.message().contains(SOME_MODEL);
  }
}
