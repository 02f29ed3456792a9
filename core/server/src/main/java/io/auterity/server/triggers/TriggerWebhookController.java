package io.auterity.server.triggers;

import io.auterity.platform.call.Invocation;
import io.auterity.server.hooks.HookController;
import io.auterity.server.runs.RunEnds;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.webhook.FormText;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.trigger.WebhookStarts.CallStart;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingWebhook.WebhookReply;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receives calls from outside that start runs of workflows. */
@RestController
record TriggerWebhookController(TriggerWebhookDoor door, RunEnds ends) {

  /**
   * What a call has started.
   *
   * @param run its id; absent where it starts none
   * @param state {@code accepted}, {@code skipped} where its trigger takes it not, or how the run
   *     has ended that was waited for: {@code failed} or {@code cancelled}
   * @param repeated whether the call had come before, and started that run
   * @param reason why it starts none
   * @param code of the failure of a run that was waited for
   */
  public record CalledWebhook(
      @Nullable String run,
      String state,
      boolean repeated,
      @Nullable String reason,
      @Nullable String code) {

    // No more than the code: what a run says of itself is for those who may read it.
    private static CalledWebhook over(CallStart start, RunOverview run) {
      Failure failure = run.failure();
      return new CalledWebhook(
          Invocation.RUN_ID.write(run.id()),
          run.phase().wire(),
          start.repeated(),
          null,
          failure == null ? null : failure.code().wire());
    }

    private static CalledWebhook of(CallStart start) {
      return new CalledWebhook(
          start.run() == null ? null : Invocation.RUN_ID.write(start.run()),
          start.run() == null ? "skipped" : "accepted",
          start.repeated(),
          start.skipped(),
          null);
    }
  }

  /** Takes a call; its body is read only once it is known to whom it is sent. */
  @Open("the token of the path says whose it is, and what its trigger verifies who sent it")
  @PostMapping(WebhookTokens.PATH + "{token}")
  ResponseEntity<Object> call(@PathVariable String token, HttpServletRequest request)
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
    UUID run = start.run();
    if (run == null) {
      return ResponseEntity.ok(CalledWebhook.of(start));
    }
    return ended(trigger, run)
        .map(over -> answer(start, over))
        .orElseGet(() -> ResponseEntity.accepted().body(CalledWebhook.of(start)));
  }

  private Optional<RunDetail> ended(TriggerRow trigger, UUID run) {
    return Objects.requireNonNull(trigger.webhook()).reply() == WebhookReply.OUTPUT
        ? ends.await(trigger.scope(), run, RunEnds.LONGEST)
        : Optional.empty();
  }

  private static ResponseEntity<Object> answer(CallStart start, RunDetail over) {
    return over.summary().phase() == RunPhase.SUCCEEDED
        ? ResponseEntity.ok(Objects.requireNonNullElse(over.output(), Json.NULL))
        : ResponseEntity.status(HttpStatus.BAD_GATEWAY)
            .body(CalledWebhook.over(start, over.summary()));
  }
}
