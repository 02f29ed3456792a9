package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The use of something that a started plugin brought. Any number use it at a time, inside of the
 * plugin's realm; its end waits for them, and it is not used after that.
 */
final class HostedUse {

  private final String what;
  private final Applied applied;
  private final String brought;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean ended;

  /**
   * A use that has not ended.
   *
   * @param what names it where it breaks, e.g. {@code learner}
   * @param applied whether it may have had an outside effect then
   * @param brought names it where it is gone, e.g. {@code the learner}
   */
  HostedUse(String what, Applied applied, String brought) {
    this.what = what;
    this.applied = applied;
    this.brought = brought;
  }

  /**
   * Uses it.
   *
   * @throws CallFailedException {@code unavailable} once it has ended; the plugin's failure
   */
  <T extends @Nullable Object> T within(PluginRealm realm, Supplier<T> work) {
    use.readLock().lock();
    try {
      if (ended) {
        throw gone();
      }
      return realm.enter(what, applied, work);
    } finally {
      use.readLock().unlock();
    }
  }

  /** The failure of a use once it has ended. */
  CallFailedException gone() {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "the plugin that brought %s is unloaded".formatted(brought));
  }

  /** Ends its use: none is left when this returns; {@code last} is run before any is refused. */
  void end(Runnable last) {
    use.writeLock().lock();
    try {
      ended = true;
      last.run();
    } finally {
      use.writeLock().unlock();
    }
  }
}
