package io.auterity.server.triggers;

import io.auterity.platform.call.Invocation;
import io.auterity.server.hooks.HookController;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.FormText;
import io.auterity.workflow.trigger.WebhookStarts.CallStart;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receives calls from outside that start runs of workflows. */
@RestController
record TriggerWebhookController(TriggerWebhookDoor door) {

  /**
   * What a call has started.
   *
   * @param run its id; absent where it starts none
   * @param state {@code accepted}, or {@code skipped} where its trigger takes it not
   * @param repeated whether the call had come before, and started that run
   * @param reason why it starts none
   */
  public record CalledWebhook(
      @Nullable String run, String state, boolean repeated, @Nullable String reason) {

    private static CalledWebhook of(CallStart start) {
      return new CalledWebhook(
          start.run() == null ? null : Invocation.RUN_ID.write(start.run()),
          start.run() == null ? "skipped" : "accepted",
          start.repeated(),
          start.skipped());
    }
  }

  /** Takes a call; its body is read only once it is known to whom it is sent. */
  @Open("the token of the path says whose it is, and what its trigger verifies who sent it")
  @PostMapping(WebhookTokens.PATH + "{token}")
  ResponseEntity<CalledWebhook> call(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    TriggerRow trigger = door.enter(token);
    BodyLimit.ownedBy(request, trigger.scope().tenant());
    byte[] body = request.getInputStream().readNBytes(CallBody.MOST_BYTES + 1);
    if (body.length > CallBody.MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "a call has a body of at most %d bytes; send where more lies"
              .formatted(CallBody.MOST_BYTES));
    }
    String query = request.getQueryString();
    CallStart start =
        door.take(
            trigger,
            new TriggerWebhookDoor.Sent(
                HookController.headers(request),
                query == null ? Map.of() : FormText.read(query).orElse(Map.of()),
                body));
    return ResponseEntity.status(start.run() == null ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(CalledWebhook.of(start));
  }
}
