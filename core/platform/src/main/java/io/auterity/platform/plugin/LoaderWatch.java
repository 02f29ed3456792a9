package io.auterity.platform.plugin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts class loaders that were let go and are still reachable. */
final class LoaderWatch {

  private final Queue<WeakReference<ClassLoader>> gone = new ConcurrentLinkedQueue<>();

  void add(ClassLoader loader) {
    gone.add(new WeakReference<>(loader));
  }

  int uncollected() {
    gone.removeIf(reference -> reference.get() == null);
    return gone.size();
  }

  void measure(MeterRegistry registry) {
    Gauge.builder("auterity.plugin.loaders.uncollected", this, LoaderWatch::uncollected)
        .description("Class loaders of plugins that are closed and still in memory")
        .register(registry);
  }
}
