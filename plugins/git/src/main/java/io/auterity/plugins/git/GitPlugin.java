package io.auterity.plugins.git;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import io.auterity.toolkit.git.ClosedSystem;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jgit.storage.file.WindowCacheConfig;

/** Brings the embedded git host. */
public final class GitPlugin implements Plugin {

  @Override
  public void start(PluginContext context) {
    ClosedSystem.install();
    WindowCacheConfig cache = new WindowCacheConfig();
    cache.setStreamFileThreshold(Host.BIG_BYTES);
    cache.setExposeStatsViaJmx(false);
    cache.install();
  }

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new GitConnector(InstantSource.system()));
  }
}
