package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The statements that the engine role runs in this process; none before they are registered. */
class RegisteredStatements {

  private final AtomicReference<@Nullable Map<String, EngineStatement>> byName =
      new AtomicReference<>();

  /**
   * Registers all of them, once.
   *
   * @throws IllegalArgumentException when two have one name
   * @throws IllegalStateException when some are registered already
   */
  final void register(List<EngineStatement> statements) {
    Map<String, EngineStatement> named = new HashMap<>();
    for (EngineStatement statement : statements) {
      if (named.put(statement.name(), statement) != null) {
        throw new IllegalArgumentException("Two statements are called " + statement);
      }
    }
    if (!byName.compareAndSet(null, Map.copyOf(named))) {
      throw new IllegalStateException("The statements of the engine role are registered already");
    }
  }

  boolean contains(EngineStatement statement) {
    Map<String, EngineStatement> registered = byName.get();
    return registered != null && statement.equals(registered.get(statement.name()));
  }

  final List<EngineStatement> all() {
    Map<String, EngineStatement> registered = byName.get();
    return registered == null ? List.of() : List.copyOf(registered.values());
  }
}
