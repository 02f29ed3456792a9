package io.auterity.plugins.script;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.script.Scripting;
import java.nio.file.Path;

/** Opens scripts for a provider; it has nothing to configure. */
record ScriptConnector(ChildCommand command, ScriptProcesses processes)
    implements Connector<Scripting> {

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

  // A process that is started to be looked at would cost more than a script.
  @Override
  public void check(Scripting instance, Call call) {
    Path missing = command.missing();
    if (missing != null) {
      throw ScriptErrors.broken(
          "cannot start, since %s is not there; install the plugin with its folder engine"
              .formatted(missing));
    }
  }
}
