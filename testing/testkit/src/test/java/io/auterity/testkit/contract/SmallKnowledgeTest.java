package io.auterity.testkit.contract;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.knowledge.KnowledgeContract;
import java.util.Optional;

/** Three operations are enough of the kind, and a vendor's refusals are looked at. */
class SmallKnowledgeTest extends KnowledgeContract {

  private int names;

  @Override
  protected Plugin plugin() {
    return new SmallWikiPlugin();
  }

  @Override
  protected String connectorId() {
    return "small-wiki";
  }

  @Override
  protected String freshName() {
    return "Name " + ++names;
  }

  @Override
  protected String unknownId() {
    return "s99";
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    Json.Obj config = Json.EMPTY.with("refuses", Json.of(code.wire()));
    return Optional.of(new FakeProvider("refusing", manifest()).withConfig(config));
  }
}
