package io.auterity.server.hooks;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.expression.DurationText;
import io.auterity.server.hooks.HookView.IssuedHook;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.HookRecords;
import io.auterity.webhook.RegisteredWebhooks;
import io.auterity.webhook.SecretChanges;
import io.auterity.webhook.WebhookAddresses;
import io.auterity.webhook.store.WebhookRow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Addresses of ours that vendors may call.
 *
 * @param outside address by which vendors know this server; null when it is the one that is called
 */
@RestController
@RequestMapping("/api/v1/webhooks")
public record WebhookController(
    WebhookAddresses webhooks,
    SecretChanges secrets,
    HookRecords notes,
    RegisteredWebhooks registered,
    @Nullable String outside) {

  public static final Act READ = new Act("webhook.read", Trace.NONE, false);
  public static final Act WRITE = new Act("webhook.write", Trace.WITH_CHANGE, false);

  private static final Duration USUAL_OVERLAP = Duration.ofHours(24);

  /** Webhooks of a tenant, the oldest first. */
  public record HookViews(List<HookView> items) {}

  /**
   * A webhook that is wanted.
   *
   * @param provider whose vendor calls it
   * @param secret that the vendor made; absent to have one made, where the vendor takes ours
   * @param register to have it made at the vendor too, by {@code git.webhook.create}; absent to
   *     tell the vendor oneself
   */
  public record NewHook(String provider, @Nullable String secret, @Nullable HookPlace register) {

    @Override
    public String toString() {
      return "webhook of " + provider;
    }
  }

  /**
   * Where a webhook is made at its vendor.
   *
   * @param repository as the vendor calls it, e.g. {@code octo/hello}
   * @param events of which it tells, as {@code git.webhook.create} names them; one at least
   */
  public record HookPlace(String repository, List<String> events) {}

  /**
   * What is to be rotated.
   *
   * @param what {@code secret}, or {@code token}: then the address changes at once
   * @param secret that the vendor made; absent to have one made, where the vendor takes ours
   * @param overlap how long the secret before stays valid, e.g. {@code 24h}, which is usual; {@code
   *     0s} ends it at once; 30 days at most
   */
  public record HookRotation(String what, @Nullable String secret, @Nullable String overlap) {

    @Override
    public String toString() {
      return "rotation of the " + what;
    }
  }

  /**
   * A secret of before that is to be good again.
   *
   * @param version which, as a refused delivery names it
   * @param overlap how long from now, e.g. {@code 24h}, which is usual; more than nothing and 30
   *     days at most
   */
  public record HookFormer(int version, @Nullable String overlap) {}

  @Needs("webhook.read")
  @GetMapping
  HookViews list(Caller caller, @RequestParam(required = false) @Nullable String provider) {
    return new HookViews(webhooks.list(caller.scope(), provider).stream().map(this::view).toList());
  }

  @Needs("webhook.read")
  @GetMapping("/{id}")
  HookView get(Caller caller, @PathVariable String id) {
    return view(webhooks.get(caller.scope(), WebhookRow.ID.read(id)));
  }

  private HookView view(WebhookAddresses.Shown shown) {
    return HookView.of(shown, notes.registration(shown.webhook()));
  }

  @Needs("webhook.write")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  IssuedHook create(Caller caller, @RequestBody NewHook body, HttpServletRequest request) {
    HookPlace place = body.register();
    if (place == null) {
      return IssuedHook.of(
          webhooks.create(caller.scope(), act(caller), body.provider(), body.secret()));
    }
    if (body.secret() != null || place.events().isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          body.secret() == null
              ? "register.events: name one at least, e.g. PUSH"
              : "secret: a webhook that is registered has one that is made here; leave it out");
    }
    return IssuedHook.of(
        registered.create(
            caller.scope(),
            act(caller),
            body.provider(),
            place.repository(),
            place.events(),
            address(request)));
  }

  private String address(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return outside == null
        ? url.substring(0, url.length() - request.getRequestURI().length())
        : outside.replaceFirst("/+$", "");
  }

  @Needs("webhook.write")
  @PostMapping("/{id}/rotate")
  IssuedHook rotate(
      Caller caller,
      @PathVariable String id,
      @RequestBody HookRotation body,
      HttpServletRequest request) {
    UUID webhook = WebhookRow.ID.read(id);
    return switch (body.what()) {
      case "token" ->
          IssuedHook.of(
              registered.rotateToken(caller.scope(), act(caller), webhook, address(request)));
      case "secret" ->
          IssuedHook.of(
              registered.rotateSecret(
                  caller.scope(), act(caller), webhook, body.secret(), overlap(body.overlap())));
      default ->
          throw new CallFailedException(
              FailureCode.INVALID, "what: '%s' is neither token nor secret".formatted(body.what()));
    };
  }

  /**
   * Lets the secret of before count again, where the vendor has it somewhere yet; one that was
   * rotated without an overlap is forgotten.
   */
  @Needs("webhook.write")
  @PostMapping("/{id}/former")
  HookView acceptFormer(Caller caller, @PathVariable String id, @RequestBody HookFormer body) {
    return view(
        secrets.acceptFormer(
            caller.scope(),
            act(caller),
            WebhookRow.ID.read(id),
            body.version(),
            overlap(body.overlap())));
  }

  /**
   * What a vendor gave with its handshake and wants back from a person; each telling is audited.
   */
  @Needs("webhook.write")
  @GetMapping("/{id}/secret")
  IssuedHook secret(Caller caller, @PathVariable String id) {
    return IssuedHook.of(secrets.handshaken(caller.scope(), act(caller), WebhookRow.ID.read(id)));
  }

  @Needs("webhook.write")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false, defaultValue = "false") boolean force) {
    registered.delete(caller.scope(), act(caller), WebhookRow.ID.read(id), force);
  }

  private static AuditedAct act(Caller caller) {
    return caller.act(WRITE);
  }

  private static Duration overlap(@Nullable String text) {
    return text == null
        ? USUAL_OVERLAP
        : DurationText.read(text)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.INVALID,
                        "overlap: '%s' is no duration; write e.g. 24h".formatted(text)));
  }
}
