package io.auterity.provider.life;

import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.TokenStore.Kept;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a provider signs its requests with, told without any secret.
 *
 * @param kind of it, as the spec names it
 * @param secret name of what it is made of in the vault; null where it is made of none
 * @param asked scopes that tokens are asked for with; none where there are no such
 * @param given tokens that are kept for it; null when none are
 */
public record ProviderCredential(
    String kind,
    @Nullable String secret,
    List<String> asked,
    State state,
    @Nullable GivenTokens given) {

  public ProviderCredential {
    asked = List.copyOf(asked);
  }

  /** Whether a person has to do something about it. */
  public enum State {
    /** No person is asked: what is in the vault is enough. */
    OWN,
    /** No person has agreed yet. */
    UNCONNECTED,
    CONNECTED,
    /** What a person agreed to was for another client, other hosts or another scope. */
    CHANGED,
    /** The vendor takes its tokens no more, or they have expired and it gave none to renew them. */
    LOST
  }

  /**
   * Tokens that are kept, without them.
   *
   * @param issued when the latest were given
   * @param expires when the access token does
   * @param renews whether the next ones are had without a person
   */
  public record GivenTokens(GrantDetails told, Instant issued, Instant expires, boolean renews) {
    static GivenTokens of(Kept kept, boolean agreed) {
      return new GivenTokens(
          kept.told(), kept.issued(), kept.expires(), !agreed || kept.refresh() != null);
    }
  }

  /** How it stands with tokens that a person agrees to. */
  static State agreed(@Nullable Kept kept, String identity, Instant now) {
    if (kept == null) {
      return State.UNCONNECTED;
    }
    if (!kept.identity().equals(identity)) {
      return State.CHANGED;
    }
    boolean over = kept.refresh() == null && !now.isBefore(kept.expires());
    return kept.lost() || over ? State.LOST : State.CONNECTED;
  }
}
