package io.auterity.plugins.git;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jgit.util.SystemReader;

/** Brings the embedded git host. */
public final class GitPlugin implements Plugin {

  @Override
  public void start(PluginContext context) {
    // JGit asks one reader of its class loader; this plugin's loader has JGit for itself.
    SystemReader.setInstance(new ClosedSystem(SystemReader.getInstance()));
  }

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new GitConnector(InstantSource.system()));
  }
}
