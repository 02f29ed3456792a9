package io.auterity.plugins.ai.openai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Failure;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.http.HttpFailures;

/** Opens an endpoint for a provider. */
record OpenAiConnector() implements Connector<Ai> {

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new OpenAiClient(OpenAiConfig.of(context.config()));
  }

  /**
   * Lists the models. An endpoint that has no such list, or refuses it, has answered all the same;
   * only a wrong key, and what is no answer, tell that it cannot serve.
   */
  @Override
  public void check(Ai instance, Call call) {
    try {
      instance.listModels(new ModelQuery(null, 1), call);
    } catch (CallFailedException e) {
      if (!answered(e.failure())) {
        throw e;
      }
    }
  }

  private static boolean answered(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED, UNAVAILABLE, TIMEOUT -> false;
      // Also when our own transport keeps to a limit that the endpoint has told.
      case RATE_LIMITED -> true;
      default -> HttpFailures.answered(failure);
    };
  }
}
