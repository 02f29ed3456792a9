package io.auterity.webhook;

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
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.RepositoryHookUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes, moves, finds and removes hooks at git hosts by the operations of the kind, on behalf of
 * the acting principal and with its rights.
 */
public final class VendorHooks {

  /** The longest that one call of a vendor may take. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  private final Invoker invoker;
  private final Ids ids;
  private final Binder binder;
  private final Capability create;
  private final Capability delete;
  private final Capability update;
  private final Capability list;

  public VendorHooks(Invoker invoker, Catalogue catalogue, Binder binder, Ids ids) {
    this.invoker = invoker;
    this.ids = ids;
    this.binder = binder;
    this.create = catalogue.get("git.webhook.create");
    this.delete = catalogue.get("git.webhook.delete");
    this.update = catalogue.get("git.webhook.update");
    this.list = catalogue.get("git.webhook.list");
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
    Json.Obj made = called(scope, act, create, lent(input, secret), LONGEST);
    String id = id(made);
    if (id == null) {
      throw new CallFailedException(
          Failure.of(FailureCode.INTERNAL, "git.webhook.create told no id of what it made")
              .withApplied(Applied.YES));
    }
    return id;
  }

  private static @Nullable String id(Json.Obj hook) {
    return hook.get("ref") instanceof Json.Obj ref ? ref.text("id") : hook.text("ref");
  }

  /**
   * Has one call another address.
   *
   * @param secret by which it signs, since some vendors forget it then; null where it signs nothing
   * @throws CallFailedException as the operation does
   */
  void move(
      TenantScope scope,
      AuditedAct act,
      String provider,
      String hook,
      String address,
      @Nullable String secret) {
    Json.Obj input =
        Json.EMPTY.with("webhook", ref(provider, hook)).with("targetUrl", Json.of(address));
    RepositoryHookUpdate moved = (RepositoryHookUpdate) binder.bind(update, Payload.of(input));
    Payload lent =
        Payload.of(
            (Record)
                new RepositoryHookUpdate(
                    moved.webhook(),
                    moved.targetUrl(),
                    moved.events(),
                    moved.active(),
                    secret(secret)));
    var _ = called(scope, act, update, lent, LONGEST);
  }

  private static @Nullable VaultSecret secret(@Nullable String value) {
    return value == null ? null : VaultSecret.of(value);
  }

  /** A repository of a provider's vendor. */
  record Place(String provider, String repository) {}

  /**
   * The ids of those of a repository that call an address.
   *
   * @param patience is asked before each page
   * @throws CallFailedException as the operation does; {@code timeout} when there is no time left
   */
  List<String> at(
      TenantScope scope, AuditedAct act, Place place, String address, HookSweep.Patience patience) {
    List<String> found = new ArrayList<>();
    Json.Obj input =
        Json.EMPTY
            .with("repository", ref(place.provider(), place.repository()))
            .with("limit", Json.of(PAGE));
    Json cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      Duration left = patience.left();
      if (!left.isPositive()) {
        throw new CallFailedException(FailureCode.TIMEOUT, "its vendor has taken too long already");
      }
      Json.Obj read =
          called(scope, act, list, cursor == null ? input : input.with("cursor", cursor), left);
      if (read.get("items") instanceof Json.Arr(List<Json> items)) {
        items.stream()
            .map(Json.Obj.class::cast)
            .filter(hook -> address.equals(hook.text("targetUrl")))
            .flatMap(hook -> Stream.ofNullable(id(hook)))
            .forEach(found::add);
      }
      cursor = read.get("next");
      if (!(cursor instanceof Json.Str)) {
        return found;
      }
    }
    return found;
  }

  // Only the input of this one call ever holds it, and its connector alone is shown it.
  private Payload lent(Json.Obj input, @Nullable String secret) {
    NewRepositoryHook hook = (NewRepositoryHook) binder.bind(create, Payload.of(input));
    return Payload.of(
        (Record)
            new NewRepositoryHook(
                hook.repository(), hook.targetUrl(), hook.events(), hook.active(), secret(secret)));
  }

  /**
   * Removes one at its vendor.
   *
   * @param longest that it may take
   * @return why it may still be there; null when it is not
   */
  @Nullable Failure remove(
      TenantScope scope, AuditedAct act, String provider, String hook, Duration longest) {
    try {
      var _ = called(scope, act, delete, Json.EMPTY.with("webhook", ref(provider, hook)), longest);
      return null;
    } catch (CallFailedException e) {
      return e.failure().code() == FailureCode.NOT_FOUND ? null : e.failure();
    }
  }

  private Json.Obj called(
      TenantScope scope, AuditedAct act, Capability capability, Json.Obj with, Duration longest) {
    return called(scope, act, capability, Payload.of(with), longest);
  }

  private Json.Obj called(
      TenantScope scope, AuditedAct act, Capability capability, Payload with, Duration longest) {
    Invocation call =
        Invocation.of(ids.next(), scope, act.who(), capability.id(), with)
            .timeout(longest)
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
