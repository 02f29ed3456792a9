package io.auterity.plugins.ci.embedded;

import io.auterity.plugins.ci.CiPlugin;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ci.CiContract;

class EmbeddedCiContractTest extends CiContract {

  private final WorkflowHouse house = WorkflowHouse.standard();

  @Override
  protected Plugin plugin() {
    return new CiPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-ci";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.EMPTY.with("git", Json.of("repos")));
  }

  @Override
  protected FakeCall call(String operation, ProviderContext provider) {
    return super.call(operation, provider).withBehalf(house);
  }

  @Override
  protected String endless() {
    return "octo/endless";
  }
}
