package io.auterity.plugins.text;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.TextContract;

class TextContractTest extends TextContract {

  @Override
  protected Plugin plugin() {
    return new TextPlugin();
  }

  @Override
  protected String connectorId() {
    return "local-text";
  }
}
