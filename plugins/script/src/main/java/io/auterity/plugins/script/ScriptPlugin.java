package io.auterity.plugins.script;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings scripts that run in processes of their own, of which there are three at most. */
public final class ScriptPlugin implements Plugin {

  private final ChildCommand command;
  private final ScriptProcesses processes;

  public ScriptPlugin() {
    this(ChildCommand.ofPlugin());
  }

  ScriptPlugin(ChildCommand command) {
    this.command = command;
    processes = new ScriptProcesses(command);
  }

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new ScriptConnector(command, processes));
  }

  @Override
  public void stop() {
    processes.endIdle();
  }
}
