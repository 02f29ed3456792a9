package io.auterity.spi;

import java.util.List;

/**
 * The entry of a plugin's jar: a class with a public constructor without arguments, named in the
 * manifest. It owns no thread, pool, static state or file.
 */
public interface Plugin {

  /** Called once, before any connector is asked for. */
  default void start(PluginContext context) {}

  default List<Connector<?>> connectors() {
    return List.of();
  }

  /** What makes vectors in this process, the one for most uses first; asked for once. */
  default List<TextEmbedder> embedders() {
    return List.of();
  }

  /** What learns from examples in this process; asked for once. */
  default List<TextLearner> learners() {
    return List.of();
  }

  /** What keeps bytes for several servers; asked for once. */
  default List<SharedStores> sharedStores() {
    return List.of();
  }

  /** Called once, after the last call has ended. */
  default void stop() {}
}
