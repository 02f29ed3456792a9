package io.auterity.workflow.trigger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;

/** The API keys of service accounts as which triggers start runs. */
public interface TriggerKeys {

  /**
   * Refuses who may not have runs start as a key.
   *
   * @throws CallFailedException {@code forbidden}; {@code invalid} when there is no such key;
   *     {@code conflict} when it is revoked or has expired
   */
  void permit(TenantScope scope, Principal who, String key);

  /**
   * The principal of a key.
   *
   * @throws CallFailedException {@code invalid} when there is no such key
   */
  Principal of(Transaction tx, TenantScope scope, String key);
}
