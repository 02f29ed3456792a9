package io.auterity.plugins.ai.anthropic;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import java.util.List;

/** Opens a project's place at Vertex AI for Anthropic's models. */
record AnthropicVertexConnector() implements Connector<Ai> {

  /**
   * Asked about by a check where the configuration names no model; whether it is there is all one.
   */
  private static final String SOME_MODEL = "claude-sonnet-4-5";

  @Override
  public String id() {
    return "anthropic-vertex";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new AnthropicClient(AnthropicConfig.ofVertex(context.config()));
  }

  /** Counts the tokens of a word, which costs nothing: there is no list of models. */
  @Override
  public void check(Ai instance, Call call) {
    String model = ((AnthropicClient) instance).config().model().orElse(SOME_MODEL);
    List<Message> hello = List.of(Message.text(Role.USER, "Hello"));
    try {
      instance.countTokens(
          new ChatRequest(model, hello, null, null, null, null, null, null, null, null), call);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.NOT_FOUND) {
        throw e;
      }
    }
  }
}
