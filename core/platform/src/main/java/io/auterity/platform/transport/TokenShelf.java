package io.auterity.platform.transport;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the tokens that were given to one provider are kept, for all servers. */
public interface TokenShelf {

  /** What is kept; null when nothing is. */
  @Nullable Kept read();

  /** Keeps this in place of what was there. */
  void keep(Kept tokens);

  /**
   * Keeps tokens that their vendor takes no more, and tells once that somebody has to connect the
   * provider again.
   *
   * @param reason as the vendor told it
   */
  void lost(Kept tokens, String reason);

  /** Does something while nobody else does, on any server; empty when somebody does. */
  <T> Optional<T> alone(Supplier<T> work);

  /** A number that is another one when what is kept may have changed. */
  long changes();

  /**
   * Tokens.
   *
   * @param identity of what they were given for, see {@link TokenGrant#identity}
   * @param refresh asks for the next ones; null when the vendor gave none
   * @param issued when they were given
   * @param expires when the access token does
   * @param lost whether the vendor has said that they are good no more
   */
  record Kept(
      String identity,
      String access,
      @Nullable String refresh,
      Instant issued,
      Instant expires,
      boolean lost) {

    /** The same, good no more. */
    public Kept asLost() {
      return new Kept(identity, access, refresh, issued, expires, true);
    }

    @Override
    public String toString() {
      return "tokens of " + issued;
    }
  }

  /** A shelf of one process, which forgets when it ends. */
  static TokenShelf inMemory() {
    return new TokenShelf() {
      private volatile @Nullable Kept kept;

      @Override
      public @Nullable Kept read() {
        return kept;
      }

      @Override
      public void keep(Kept tokens) {
        kept = tokens;
      }

      @Override
      public void lost(Kept tokens, String reason) {
        kept = tokens;
      }

      @Override
      public <T> Optional<T> alone(Supplier<T> work) {
        return Optional.of(work.get());
      }

      @Override
      public long changes() {
        return 0;
      }
    };
  }
}
