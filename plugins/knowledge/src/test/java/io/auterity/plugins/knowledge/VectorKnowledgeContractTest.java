package io.auterity.plugins.knowledge;

import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;

/** The contract of the kind, with vectors. */
class VectorKnowledgeContractTest extends KnowledgeContractTest {

  private final Thesaurus model = new Thesaurus();

  @Override
  protected ProviderContext provider() {
    return KnowledgeStore.fresh().withConfig(MeaningTest.CONFIG);
  }

  @Override
  protected FakeCall call(String operation, ProviderContext provider) {
    return super.call(operation, provider).withBehalf(model);
  }
}
