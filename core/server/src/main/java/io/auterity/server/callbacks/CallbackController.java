package io.auterity.server.callbacks;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.server.triggers.CallBody;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.webhook.WebhookPace;
import io.auterity.workflow.callback.RunCallbacks;
import io.auterity.workflow.callback.RunCallbacks.CalledStep;
import io.auterity.workflow.engine.WorkflowEngine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Receives callbacks to runs. */
@RestController
public final class CallbackController {

  private final WorkflowEngine engine;
  private final RunCallbacks callbacks;
  private final WebhookPace pace;

  public CallbackController(WorkflowEngine engine, RunCallbacks callbacks, Time time) {
    this.engine = engine;
    this.callbacks = callbacks;
    this.pace = new WebhookPace(time);
  }

  /** Takes a callback; the first one to an address counts, and another is taken as a repetition. */
  @Open("the mark in the path, which only this installation makes, says whose it is")
  @PostMapping(RunCallbacks.PATH + "{token}/{step}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void call(@PathVariable String token, @PathVariable String step, HttpServletRequest request)
      throws IOException {
    CalledStep callback = callbacks.read(token, step).orElseThrow(CallbackController::unknown);
    pace.admit(callback.run());
    TenantScope owner = engine.owner(callback.run()).orElseThrow(CallbackController::over);
    BodyLimit.ownedBy(request, owner.tenant());
    byte[] body = request.getInputStream().readNBytes(CallBody.MOST_BYTES + 1);
    if (body.length > CallBody.MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "a callback has a body of at most %d bytes; send where more lies"
              .formatted(CallBody.MOST_BYTES));
    }
    take(owner, callback, CallBody.read(request.getContentType(), body));
  }

  private void take(TenantScope owner, CalledStep callback, Json said) {
    try {
      engine.callBack(owner, callback.run(), callback.step(), said);
    } catch (CallFailedException e) {
      throw switch (e.failure().code()) {
        case CONFLICT, NOT_FOUND -> over();
        default -> e;
      };
    }
  }

  private static ResponseStatusException over() {
    return new ResponseStatusException(HttpStatus.GONE, "the run is over and takes no callbacks");
  }

  private static CallFailedException unknown() {
    return new CallFailedException(FailureCode.NOT_FOUND, "there is no such callback");
  }
}
