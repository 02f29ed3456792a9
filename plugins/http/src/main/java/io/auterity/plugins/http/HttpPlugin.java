package io.auterity.plugins.http;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import java.util.List;

/** Brings the connector of any HTTP service, and that of services with an idempotency header. */
public final class HttpPlugin implements Plugin {

  private List<Connector<?>> connectors = List.of();

  @Override
  public void start(PluginContext context) {
    connectors =
        context.manifest().connectors().stream()
            .<Connector<?>>map(each -> new HttpConnector(each.id()))
            .toList();
  }

  @Override
  public List<Connector<?>> connectors() {
    return connectors;
  }
}
