package io.auterity.provider.plugin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the class loaders of plugins, and counts those that were let go and are still reachable.
 */
final class PluginLoaders {

  private static final Logger LOG = LoggerFactory.getLogger(PluginLoaders.class);

  private final ClassLoader shared = new SharedPackages(PluginLoaders.class.getClassLoader());
  private final Queue<WeakReference<ClassLoader>> gone = new ConcurrentLinkedQueue<>();

  URLClassLoader open(String plugin, URL[] jars) {
    return new URLClassLoader("plugin-" + plugin, jars, shared);
  }

  /** Lets a loader go; whatever still holds it is a leak. */
  void close(String plugin, URLClassLoader loader) {
    gone.add(new WeakReference<>(loader));
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("class loader of plugin {} did not close: {}", plugin, e.getMessage());
    }
  }

  int uncollected() {
    gone.removeIf(reference -> reference.get() == null);
    return gone.size();
  }

  void measure(MeterRegistry registry) {
    Gauge.builder("auterity.plugin.loaders.uncollected", this, PluginLoaders::uncollected)
        .description("Class loaders of plugins that are closed and still in memory")
        .register(registry);
  }

  /**
   * All that plugins share with the platform: the JDK, the spi and JSpecify. It is the parent of
   * each plugin's loader, so a plugin finds everything else only in its own jars.
   */
  private static final class SharedPackages extends ClassLoader {

    private static final List<String> SHARED = List.of("io.auterity.spi.", "org.jspecify.");

    private final ClassLoader platform;

    SharedPackages(ClassLoader platform) {
      super("auterity-shared", getPlatformClassLoader());
      this.platform = platform;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SHARED.stream().anyMatch(name::startsWith)) {
        return platform.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      return Collections.emptyEnumeration();
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return getParent().getResourceAsStream(name);
    }
  }
}
