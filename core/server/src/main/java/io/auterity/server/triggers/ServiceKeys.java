package io.auterity.server.triggers;

import io.auterity.control.access.ApiKeys;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.trigger.TriggerKeys;
import java.util.Map;

/**
 * The API keys as which triggers start runs. Who may give a key like one may have runs start as it.
 */
public record ServiceKeys(ApiKeys keys) implements TriggerKeys {

  @Override
  public void permit(TenantScope scope, Principal who, String key) {
    try {
      var _ = keys.usable(scope, who.id(), key);
    } catch (CallFailedException e) {
      throw wrong(key, e.failure());
    }
  }

  @Override
  public Principal of(Transaction tx, TenantScope scope, String key) {
    try {
      return principal(ApiKeys.named(tx, scope, key));
    } catch (CallFailedException e) {
      throw wrong(key, e.failure());
    }
  }

  /**
   * The principal of a key, of a caller who may have runs start as it.
   *
   * @throws CallFailedException as {@link #permit}
   */
  Principal of(TenantScope scope, Principal who, String key) {
    try {
      return principal(keys.usable(scope, who.id(), key));
    } catch (CallFailedException e) {
      throw wrong(key, e.failure());
    }
  }

  private static Principal principal(ApiKeys.Key key) {
    return new Principal(key.id(), key.name(), Principal.Type.SERVICE);
  }

  private static CallFailedException wrong(String key, Failure failure) {
    String rule =
        failure.code() == FailureCode.FORBIDDEN
            ? "you may not have runs start as '%s', which can do more than you: %s"
                .formatted(key, failure.message())
            : failure.message();
    return new CallFailedException(
        failure.withMessage("as: " + rule).withFields(Map.of("as", rule)));
  }
}
