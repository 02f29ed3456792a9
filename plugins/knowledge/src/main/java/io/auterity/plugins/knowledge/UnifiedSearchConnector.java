package io.auterity.plugins.knowledge;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.search.Search;
import java.time.Duration;

/** Opens searches of all of a tenant's knowledge. */
record UnifiedSearchConnector() implements Connector<Search> {

  @Override
  public String id() {
    return "unified-search";
  }

  @Override
  public Class<Search> kind() {
    return Search.class;
  }

  @Override
  public Class<UnifiedSearchConfig> config() {
    return UnifiedSearchConfig.class;
  }

  @Override
  public Search open(ProviderContext context) {
    int seconds = context.config(UnifiedSearchConfig.class).seconds();
    return new UnifiedSearch(Duration.ofSeconds(seconds));
  }
}
