package io.auterity.plugins.script;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.script.Scripting;

/** Opens scripts for a provider; it has nothing to configure. */
record ScriptConnector(ScriptProcesses processes) implements Connector<Scripting> {

  @Override
  public String id() {
    return "embedded-script";
  }

  @Override
  public Class<Scripting> kind() {
    return Scripting.class;
  }

  @Override
  public Scripting open(ProviderContext context) {
    return new ScriptClient(context, processes);
  }
}
