package io.auterity.plugins.http;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.http.Http;

/** Opens one HTTP service for each provider. */
record HttpConnector(String id) implements Connector<Http> {

  @Override
  public Class<Http> kind() {
    return Http.class;
  }

  @Override
  public Class<HttpConfig> config() {
    return HttpConfig.class;
  }

  @Override
  public Http open(ProviderContext context) {
    return HttpService.of(context.config(HttpConfig.class));
  }

  @Override
  public void check(Http instance, Call call) {
    ((HttpService) instance).check(call);
  }
}
