package io.auterity.connector.plan;

import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Webhooks;
import io.auterity.spi.manifest.ConfigForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connector's plan with the configuration of one provider: what serves its calls. */
public final class OpenPlan {

  private final ConnectorPlan plan;
  private final ProviderContext provider;
  private final Binder binder;
  private final Values values;
  private final Servers.Open servers;

  /**
   * Opens a plan for a provider.
   *
   * @throws CallFailedException {@code invalid} when its address is none, or that of its vendor's
   *     keys
   */
  public OpenPlan(ConnectorPlan plan, ProviderContext provider, Binder binder) {
    this.plan = plan;
    this.provider = provider;
    this.binder = binder;
    Json.Obj config = new ConfigForm(plan.configSchema()).filled(provider.config());
    this.values = plan.parts().values(config);
    this.servers = plan.servers().open(config);
    requireKeys(plan.webhooks(), config);
  }

  private static void requireKeys(@Nullable WebhookPlan webhooks, Json.Obj config) {
    if (webhooks != null && webhooks.token != null) {
      Servers.base(webhooks.token.keys(), config);
    }
  }

  private OpenPlan(OpenPlan other, Values values) {
    this.plan = other.plan;
    this.provider = other.provider;
    this.binder = other.binder;
    this.servers = other.servers;
    this.values = values;
  }

  /** The same, which tells what its calls find absent. */
  public OpenPlan telling(Absences absences) {
    return new OpenPlan(this, values.telling(absences));
  }

  /**
   * Carries out an operation.
   *
   * @param operation as {@link ConnectorPlan#operations} names it
   * @param input without its secrets
   * @param secrets values of the input's secrets by name
   * @return the kind's record
   */
  public Object call(OperationPlan operation, Json.Obj input, Json.Obj secrets, Call call) {
    return new OperationRun(operation, servers, provider, binder, new CallSecrets(secrets), call)
        .run(values, input);
  }

  /** What reads the vendor's webhooks for a connector of a kind; empty where it sends none. */
  public Optional<Webhooks> webhooks(String kind) {
    return Optional.ofNullable(plan.webhooks())
        .map(webhooks -> new OpenWebhooks(webhooks, kind, provider.id(), values));
  }

  /** Sends the health check. */
  public void check(Call call) {
    new VendorExchange(
            plan.parts().failures(), true, null, servers, new CallSecrets(Json.EMPTY), call)
        .check(plan.check(), values);
  }
}
