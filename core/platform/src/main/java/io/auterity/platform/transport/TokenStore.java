package io.auterity.platform.transport;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token store of one provider: keeps the tokens that were given to it, for all servers. */
public interface TokenStore {

  /** What is kept; null when nothing is. */
  @Nullable Kept read();

  /**
   * Keeps tokens in place of what was read, if that is still there.
   *
   * @param before null where nothing was
   * @return whether they are kept
   */
  boolean keep(@Nullable Kept before, Kept tokens);

  /**
   * Marks tokens that their vendor takes no more, if they are still stored, and reports once that
   * the provider has to be connected again.
   *
   * @param before as they were read
   * @param reason as the vendor told it
   */
  default void lost(Kept before, String reason) {
    var _ = keep(before, before.asLost());
  }

  /**
   * Called with tokens that were not stored, because those they replace had gone by then: they are
   * still valid at their vendor.
   */
  default void unkept(Kept given) {
    // This store revokes none.
  }

  /** Deletes the tokens of a provider that had the same name before. */
  default void forgetFormer() {
    // There are none.
  }

  /**
   * Runs work under a lock that holds on all servers; empty when another caller holds it. A store
   * that is not shared runs it at once.
   */
  default <T> Optional<T> alone(Supplier<T> work) {
    return Optional.of(work.get());
  }

  /** A number that is another one when others may have changed what is kept. */
  default long changes() {
    return 0;
  }

  /**
   * Tokens.
   *
   * @param identity of what they were given for, see {@link TokenGrant#identity}
   * @param refresh asks for the next ones; null when the vendor gave none
   * @param issued when they were given
   * @param expires when the access token does
   * @param lost whether the vendor has said that they are good no more
   * @param told what the vendor told with them
   */
  record Kept(
      String identity,
      String access,
      @Nullable String refresh,
      Instant issued,
      Instant expires,
      boolean lost,
      GrantDetails told) {

    /** The same, good no more. */
    public Kept asLost() {
      return new Kept(identity, access, refresh, issued, expires, true, told);
    }

    @Override
    public String toString() {
      return "tokens of " + issued;
    }
  }

  /** A store in the memory of one process, which is lost when it ends. */
  static TokenStore inMemory() {
    return new TokenStore() {
      private @Nullable Kept kept;

      @Override
      public synchronized @Nullable Kept read() {
        return kept;
      }

      @Override
      public synchronized boolean keep(@Nullable Kept before, Kept tokens) {
        boolean same = Objects.equals(before, kept);
        if (same) {
          kept = tokens;
        }
        return same;
      }
    };
  }
}
