package io.auterity.plugins.knowledge;

import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.SearchContract;

class UnifiedSearchContractTest extends SearchContract {

  @Override
  protected Plugin plugin() {
    return new KnowledgePlugin();
  }

  @Override
  protected String connectorId() {
    return "unified-search";
  }

  @Override
  protected FakeCall call(String operation, ProviderContext provider) {
    return super.call(operation, provider)
        .withBehalf(new Wikis().with("alpha", 7).with("beta", 3).with("gamma", 0));
  }
}
