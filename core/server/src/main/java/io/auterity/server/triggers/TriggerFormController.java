package io.auterity.server.triggers;

import io.auterity.platform.id.Ids;
import io.auterity.server.idempotency.KeyUse;
import io.auterity.server.triggers.TriggerView.StartView;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.FormStarts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people fill in to the forms of triggers. */
@RestController
record TriggerFormController(FormStarts forms, Ids ids) {

  /**
   * A form that is filled in.
   *
   * @param input of the run, as the workflow's input has it
   */
  public record FilledForm(Json.Obj input) {}

  /**
   * Starts a run with what was filled in; the start is durable, and the list of starts tells on.
   */
  @Needs("run.start")
  @PostMapping("/api/v1/triggers/{id}/form")
  @ResponseStatus(HttpStatus.ACCEPTED)
  StartView fill(
      Caller caller,
      @PathVariable String id,
      @RequestBody FilledForm body,
      HttpServletRequest request) {
    return StartView.of(
        forms.fill(
            caller.scope(),
            TriggerAncestry.TRIGGER_ID.read(id),
            caller.principal(),
            KeyUse.of(request).orElseGet(ids::next),
            body.input()));
  }
}
