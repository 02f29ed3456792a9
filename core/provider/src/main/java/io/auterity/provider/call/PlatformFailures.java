package io.auterity.provider.call;

import io.auterity.spi.Failure;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the platform that code of a connector has met, remembered for the thread that runs
 * the code until that ends, and handed on to the thread that waits for it.
 */
final class PlatformFailures {

  private final ThreadLocal<Told> here = ThreadLocal.withInitial(Told::new);

  /** What one thread was told. */
  static final class Told {
    private final Set<Failure> onBehalf = new HashSet<>();
    private @Nullable Failure store;
  }

  /** The store has failed so. */
  void ofStore(Failure failure) {
    here.get().store = failure;
  }

  /** What was done on behalf of who calls has failed so. */
  void ofBehalf(Failure failure) {
    here.get().onBehalf.add(failure);
  }

  boolean isOfStore(Failure failure) {
    return failure.equals(here.get().store);
  }

  boolean isOfBehalf(Failure failure) {
    return here.get().onBehalf.contains(failure);
  }

  /** What this thread was told, which forgets it. */
  Told taken() {
    Told told = here.get();
    here.remove();
    return told;
  }

  /** Tells this thread what another was told. */
  void hear(Told told) {
    Told mine = here.get();
    mine.onBehalf.addAll(told.onBehalf);
    mine.store = told.store == null ? mine.store : told.store;
  }
}
