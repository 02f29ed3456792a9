package io.auterity.webhook;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.secret.SecretVault;
import io.auterity.provider.life.DraftProvider;
import io.auterity.provider.life.ProviderDrafts;
import io.auterity.provider.life.RemovedProvider;
import io.auterity.provider.token.PendingRevocation;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vendors of removed providers, each reached by its provider opened once more.
 *
 * @param tokens of such providers, with which their vendors may have to be asked
 * @param road asks by the one that every call takes, which leads to that provider alone
 */
public record RemovedProviderVendors(
    ProviderDrafts drafts,
    SecretVault vault,
    PendingRevocation tokens,
    Function<DraftProvider, VendorHooks> road)
    implements HookRemovalJob.Vendors {

  @Override
  public Map<String, String> secrets(Transaction tx, TenantScope scope, RemovedProvider former) {
    return drafts.secrets(scope, former, (owner, name, hosts) -> vault.read(tx, name, hosts));
  }

  @Override
  public <T extends @Nullable Object> T asking(
      TenantScope scope,
      RemovedProvider former,
      Map<String, String> secrets,
      Duration most,
      Function<VendorHooks, T> use) {
    try (DraftProvider draft =
        drafts
            .again(scope, former, secrets, tokens.store(scope, former.id(), former.life()))
            .open(most)) {
      return use.apply(road.apply(draft));
    }
  }
}
