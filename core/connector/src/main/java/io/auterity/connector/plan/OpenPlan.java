package io.auterity.connector.plan;

import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Webhooks;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connector's plan with the configuration of one provider: what serves its calls. */
public final class OpenPlan {

  /** The address of a server: a field of the configuration, or an address, and a path. */
  public static final Pattern URL =
      Pattern.compile("(?:\\$\\{config\\.(\\w+)}|(https?://[A-Za-z0-9.:-]+))(/[A-Za-z0-9._~/-]*)?");

  private final ConnectorPlan plan;
  private final ProviderContext provider;
  private final Binder binder;
  private final Values values;
  private final URI base;

  /**
   * Opens a plan for a provider.
   *
   * @throws CallFailedException {@code invalid} when its address is none
   */
  public OpenPlan(ConnectorPlan plan, ProviderContext provider, Binder binder) {
    this.plan = plan;
    this.provider = provider;
    this.binder = binder;
    Json.Obj config = withDefaults(plan.configSchema(), provider.config());
    this.values = plan.parts().values(config);
    this.base = base(plan.url(), config);
  }

  private static Json.Obj withDefaults(Json.Obj schema, Json.Obj given) {
    Map<String, Json> config = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Json.Obj(Map<String, Json> properties)) {
      properties.forEach(
          (name, property) -> {
            Json usual = property instanceof Json.Obj object ? object.get("default") : null;
            if (usual != null) {
              config.put(name, usual);
            }
          });
    }
    config.putAll(given.fields());
    return new Json.Obj(config);
  }

  private static URI base(String url, Json.Obj config) {
    Matcher found = URL.matcher(url);
    String field = found.matches() ? found.group(1) : null;
    String address = field == null ? url : text(config, field) + rest(found.group(3));
    try {
      URI base = URI.create(address);
      boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
      if (web
          && base.getHost() != null
          && base.getRawQuery() == null
          && base.getRawFragment() == null
          && base.getRawUserInfo() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for addresses that lead nowhere.
    }
    throw new CallFailedException(
        FailureCode.INVALID,
        "config.%s is no address; write e.g. https://vendor.example".formatted(field));
  }

  private static String text(Json.Obj config, String field) {
    String text = config.text(field);
    return text == null ? "" : text.replaceAll("/+$", "");
  }

  private static String rest(@Nullable String path) {
    return path == null ? "" : path;
  }

  /**
   * Carries out an operation.
   *
   * @param operation as {@link ConnectorPlan#operations} names it
   * @return the kind's record
   */
  public Object call(OperationPlan operation, Json.Obj input, Call call) {
    return new OperationRun(operation, base, provider, binder).run(values, input, call);
  }

  /** What reads the vendor's webhooks for a connector of a kind; empty where it sends none. */
  public Optional<Webhooks> webhooks(String kind) {
    return Optional.ofNullable(plan.webhooks())
        .map(webhooks -> new OpenWebhooks(webhooks, kind, provider.id(), values));
  }

  /** Sends the health check. */
  public void check(Call call) {
    OperationRun.check(plan.check(), plan.parts().failures(), base, values, call);
  }
}
