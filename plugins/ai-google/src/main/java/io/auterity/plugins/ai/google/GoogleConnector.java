package io.auterity.plugins.ai.google;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;
import java.util.Optional;
import java.util.function.Function;

/** Opens one of the two services for a provider. */
record GoogleConnector(
    String id, Class<? extends Record> config, Function<ProviderContext, GoogleClient> opening)
    implements AiConnector {

  /** The Gemini API. */
  static GoogleConnector gemini() {
    return new GoogleConnector(
        "gemini",
        GeminiConfig.class,
        context -> {
          GeminiConfig config = context.config(GeminiConfig.class);
          return new GoogleClient(config.endpoint(), Optional.ofNullable(config.model()));
        });
  }

  /** Models of a project at Vertex AI. */
  static GoogleConnector vertex() {
    return new GoogleConnector(
        "vertex",
        VertexConfig.class,
        context -> {
          VertexConfig config = context.config(VertexConfig.class);
          return new GoogleClient(config.endpoint(), Optional.ofNullable(config.model()));
        });
  }

  @Override
  public Ai open(ProviderContext context) {
    return opening.apply(context);
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
