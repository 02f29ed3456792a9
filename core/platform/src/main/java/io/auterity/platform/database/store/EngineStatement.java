package io.auterity.platform.database.store;

import java.util.List;

/**
 * A statement that the engine role runs across tenants: a constant of the store that runs it, which
 * runs once it is registered.
 *
 * @param name unlike that of any other statement
 * @param job the only job that may run it
 */
public record EngineStatement(String name, EngineJob job, String sql) {

  /** The statements of several stores in one list. */
  public static List<EngineStatement> all(List<List<EngineStatement>> stores) {
    return stores.stream().flatMap(List::stream).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
