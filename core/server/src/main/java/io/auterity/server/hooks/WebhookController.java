package io.auterity.server.hooks;

import io.auterity.connector.webhook.WebhookAddresses;
import io.auterity.control.access.Action;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.id.WireId;
import io.auterity.server.hooks.HookView.IssuedHook;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
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

/** Addresses of ours that vendors may call. */
@RestController
@RequestMapping("/api/v1/webhooks")
public final class WebhookController {

  private static final Duration USUAL_OVERLAP = Duration.ofHours(24);

  private final WebhookAddresses webhooks;

  public WebhookController(WebhookAddresses webhooks) {
    this.webhooks = webhooks;
  }

  /** Webhooks of a tenant, the oldest first. */
  public record HookViews(List<HookView> items) {}

  /**
   * A webhook that is wanted.
   *
   * @param provider whose vendor calls it
   * @param secret that the vendor made; absent to have one made, where the vendor takes ours
   */
  public record NewHook(String provider, @Nullable String secret) {

    @Override
    public String toString() {
      return "webhook of " + provider;
    }
  }

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

  @Needs(Action.WEBHOOK_READ)
  @GetMapping
  HookViews list(Caller caller, @RequestParam(required = false) @Nullable String provider) {
    return new HookViews(
        webhooks.list(caller.scope(), provider).stream().map(HookView::of).toList());
  }

  @Needs(Action.WEBHOOK_READ)
  @GetMapping("/{id}")
  HookView get(Caller caller, @PathVariable String id) {
    return HookView.of(webhooks.get(caller.scope(), WireId.WEBHOOK.read(id)));
  }

  @Needs(Action.WEBHOOK_WRITE)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  IssuedHook create(Caller caller, @RequestBody NewHook body) {
    return IssuedHook.of(
        webhooks.create(caller.scope(), act(caller), body.provider(), body.secret()));
  }

  @Needs(Action.WEBHOOK_WRITE)
  @PostMapping("/{id}/rotate")
  IssuedHook rotate(Caller caller, @PathVariable String id, @RequestBody HookRotation body) {
    UUID webhook = WireId.WEBHOOK.read(id);
    return switch (body.what()) {
      case "token" -> IssuedHook.of(webhooks.rotateToken(caller.scope(), act(caller), webhook));
      case "secret" ->
          IssuedHook.of(
              webhooks.rotateSecret(
                  caller.scope(), act(caller), webhook, body.secret(), overlap(body.overlap())));
      default ->
          throw new CallFailedException(
              FailureCode.INVALID, "what: '%s' is neither token nor secret".formatted(body.what()));
    };
  }

  @Needs(Action.WEBHOOK_WRITE)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String id) {
    webhooks.delete(caller.scope(), act(caller), WireId.WEBHOOK.read(id));
  }

  private static AuditedAct act(Caller caller) {
    return caller.act(Action.WEBHOOK_WRITE);
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
