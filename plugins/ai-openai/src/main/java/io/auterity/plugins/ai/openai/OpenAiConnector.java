package io.auterity.plugins.ai.openai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ModelQuery;

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

  /** Lists the models; an endpoint that has no such list has answered all the same. */
  @Override
  public void check(Ai instance, Call call) {
    try {
      instance.listModels(new ModelQuery(null, 1), call);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.NOT_FOUND) {
        throw e;
      }
    }
  }
}
