package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.transport.TokenStore;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.provider.token.PendingRevocation.Owed;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token store of a provider whose tokens are to be revoked: those of its pending revocation, as
 * calls that sign by them have them; without one it is in memory. They are revoked behind their
 * user, who is alone with what they do, and no person can connect them again.
 */
final class RevokedTokenStore implements TokenStore {

  private final PendingRevocation owed;
  private final TenantScope scope;
  private final String provider;
  private final long life;
  private final TokenStore forgotten = TokenStore.inMemory();

  /** By which those that were read last are revoked. */
  private volatile @Nullable TokenRevocationRequest way;

  RevokedTokenStore(PendingRevocation owed, TenantScope scope, String provider, long life) {
    this.owed = owed;
    this.scope = scope;
    this.provider = provider;
    this.life = life;
  }

  private Optional<Owed> owed() {
    return owed.of(scope, provider, life);
  }

  @Override
  public @Nullable Kept read() {
    Owed one = owed().orElse(null);
    if (one == null) {
      return forgotten.read();
    }
    way = one.way();
    return one.tokens();
  }

  @Override
  public boolean keep(@Nullable Kept before, Kept tokens) {
    Owed one = owed().orElse(null);
    if (one == null) {
      return forgotten.keep(before, tokens);
    }
    return Objects.equals(before, one.tokens()) && owed.renew(scope, one, tokens);
  }

  // What they replace was revoked meanwhile: they are too.
  @Override
  public void unkept(Kept given) {
    TokenRevocationRequest back = way;
    if (back != null) {
      owed.add(scope, provider, life, back, given);
    }
  }
}
