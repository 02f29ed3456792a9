package io.auterity.plugins.ai.google;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.ModelListCheck;
import java.util.function.Function;

/**
 * Opens one of the two services for a provider.
 *
 * @param reading of the service's configuration
 */
record GoogleConnector(String id, Function<Json.Obj, GoogleConfig> reading)
    implements Connector<Ai> {

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new GoogleClient(reading.apply(context.config()));
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
