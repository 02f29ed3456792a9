package io.auterity.plugins.knowledge;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.knowledge.KnowledgeContract;
import java.util.concurrent.atomic.AtomicInteger;

class KnowledgeContractTest extends KnowledgeContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Override
  protected Plugin plugin() {
    return new KnowledgePlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-knowledge";
  }

  @Override
  protected String freshName() {
    return "contract-" + NUMBER.incrementAndGet();
  }

  @Override
  protected String unknownId() {
    return "999999";
  }
}
