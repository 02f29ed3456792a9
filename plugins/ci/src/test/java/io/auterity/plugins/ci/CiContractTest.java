package io.auterity.plugins.ci;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.ci.CiContract;

class CiContractTest extends CiContract {

  @Override
  protected Plugin plugin() {
    return new CiPlugin();
  }

  @Override
  protected String connectorId() {
    return "ci-definitions";
  }
}
