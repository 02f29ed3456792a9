package io.auterity.platform.part;

import io.auterity.platform.call.Act;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.resource.ResourceKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * A part of the product: one feature, which contributes to lists that nothing else knows by name. A
 * part overrides what it offers; all else is empty. Constructors do no I/O.
 *
 * <p>All parts start in the order of their list, phase by phase: each phase is over for all of them
 * before the next begins. They end in the opposite order, first {@link #drain} of all, then {@link
 * #close} of all. What one throws when it starts ends the start; what it throws when it ends is
 * logged, and the others end still.
 */
public interface ProductPart extends AutoCloseable {

  /** The kinds of resources that tenants apply. */
  default List<ResourceKind> kinds() {
    return List.of();
  }

  /** Its nouns: objects whose methods are operations of the console, each with {@link Rest}. */
  default List<Object> nouns() {
    return List.of();
  }

  /** The kinds of background jobs that it has. */
  default List<JobKind> jobs() {
    return List.of();
  }

  /** What callers must be granted for its routes, and what it decides about itself. */
  default List<Act> acts() {
    return List.of();
  }

  /** The statements of its stores that the engine role may run. */
  default List<EngineStatement> statements() {
    return List.of();
  }

  /** Registers what is measured of it. */
  default void meters(MeterRegistry meters) {}

  /** The first phase: opens what the parts behind it read from. */
  default void open() {}

  /** The second phase: reads what is stored, and goes on with what an earlier process left. */
  default void recover() {}

  /** The third phase: takes work, its own and that of callers. */
  default void serve() {}

  /** Takes no new work, and lets what is under way end. */
  default void drain() {}

  /** Ends it; what it was given by other parts still works. */
  @Override
  default void close() {}
}
