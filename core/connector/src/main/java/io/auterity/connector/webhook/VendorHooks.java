package io.auterity.connector.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.SecretVault;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes hooks at git hosts by the operations of the kind, on behalf of whoever acts and
 * with their rights.
 */
public final class VendorHooks {

  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Invoker invoker;
  private final SecretVault vault;
  private final Ids ids;
  private final Binder binder;
  private final Capability create;
  private final Capability delete;

  /**
   * @param vault lends an operation the secret for as long as it lasts
   */
  public VendorHooks(
      Invoker invoker, Catalogue catalogue, Binder binder, SecretVault vault, Ids ids) {
    this.invoker = invoker;
    this.vault = vault;
    this.ids = ids;
    this.binder = binder;
    this.create = catalogue.get("git.webhook.create");
    this.delete = catalogue.get("git.webhook.delete");
  }

  /**
   * Makes one at a vendor.
   *
   * @param secret by which it signs; null where it signs nothing
   * @return its id of it
   * @throws CallFailedException as the operation does
   */
  String make(
      TenantScope scope,
      AuditedAct act,
      String provider,
      String repository,
      List<String> events,
      String address,
      @Nullable String secret) {
    Json.Obj input =
        Json.EMPTY
            .with("repository", ref(provider, repository))
            .with("targetUrl", Json.of(address))
            .with("events", Json.array(events.stream().<Json>map(Json::of).toList()));
    Json.Obj made =
        secret == null ? called(scope, act, create, input) : lent(scope, act, secret, input);
    return made.get("ref") instanceof Json.Obj ref
        ? Objects.requireNonNull(ref.text("id"))
        : Objects.requireNonNull(made.text("ref"), "ref");
  }

  // Operations are given secrets of the vault by name alone: nothing of their way ever holds one.
  private Json.Obj lent(TenantScope scope, AuditedAct act, String secret, Json.Obj input) {
    String name = "webhook-" + ids.next();
    vault.put(scope, act, name, secret);
    try {
      Json.Obj named = Json.EMPTY.with("secret", Json.of(name));
      return called(scope, act, create, input.with("secret", named));
    } finally {
      vault.delete(scope, act, name);
    }
  }

  /**
   * Removes one at its vendor.
   *
   * @return why it may still be there; null when it is not
   */
  @Nullable Failure remove(TenantScope scope, AuditedAct act, String provider, String hook) {
    try {
      var _ = called(scope, act, delete, Json.EMPTY.with("webhook", ref(provider, hook)));
      return null;
    } catch (CallFailedException e) {
      return e.failure().code() == FailureCode.NOT_FOUND ? null : e.failure();
    }
  }

  private Json.Obj called(TenantScope scope, AuditedAct act, Capability capability, Json.Obj with) {
    Invocation call =
        Invocation.of(ids.next(), scope, act.who(), capability.id(), Payload.of(with))
            .timeout(LONGEST)
            .door(Invocation.Door.REST)
            .build();
    return switch (invoker.invoke(call)) {
      case Outcome.Succeeded(UUID d, Record value, var usage, String p) when value != null ->
          binder.render(capability, value);
      case Outcome.Succeeded other -> Json.EMPTY;
      case Outcome.Refused(UUID d, Failure failure) -> throw new CallFailedException(failure);
      case Outcome.Failed(UUID d, Failure failure) -> throw new CallFailedException(failure);
    };
  }

  private static Json.Obj ref(String provider, String id) {
    return Json.EMPTY.with("provider", Json.of(provider)).with("id", Json.of(id));
  }
}
