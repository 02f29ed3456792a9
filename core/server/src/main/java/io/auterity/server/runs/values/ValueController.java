package io.auterity.server.runs.values;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.json.JsonWriter;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.StepExecutionDetail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Inputs and outputs of runs and steps, whole however large; {@code download} makes them files. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
public record ValueController(RunViews runs) {

  @Needs("run.read")
  @GetMapping("/input")
  ResponseEntity<byte[]> input(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String download) {
    RunDetail run = runs.detail(caller.scope(), Invocation.RUN_ID.read(id));
    return whole(run.input(), file(download, id, "input"));
  }

  @Needs("run.read")
  @GetMapping("/output")
  ResponseEntity<byte[]> output(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String download) {
    RunDetail run = runs.detail(caller.scope(), Invocation.RUN_ID.read(id));
    if (run.output() == null) {
      throw missing("run %s has no output".formatted(id), run.summary().phase());
    }
    return whole(run.output(), file(download, id, "output"));
  }

  @Needs("run.read")
  @GetMapping("/steps/{key}/input")
  ResponseEntity<byte[]> stepInput(
      Caller caller,
      @PathVariable String id,
      @PathVariable String key,
      @RequestParam(required = false) @Nullable Integer round,
      @RequestParam(required = false) @Nullable String download) {
    StepExecutionDetail step = runs.step(caller.scope(), Invocation.RUN_ID.read(id), key, round);
    if (step.input() == null) {
      throw missing(
          "the input of step '%s' cannot be told".formatted(key), step.instance().phase());
    }
    return whole(step.input(), file(download, id, step.instance().key() + ".input"));
  }

  @Needs("run.read")
  @GetMapping("/steps/{key}/output")
  ResponseEntity<byte[]> stepOutput(
      Caller caller,
      @PathVariable String id,
      @PathVariable String key,
      @RequestParam(required = false) @Nullable Integer round,
      @RequestParam(required = false) @Nullable String download) {
    StepExecutionDetail step = runs.step(caller.scope(), Invocation.RUN_ID.read(id), key, round);
    if (step.output() == null) {
      throw missing("step '%s' has no output".formatted(key), step.instance().phase());
    }
    return whole(step.output(), file(download, id, step.instance().key() + ".output"));
  }

  private static HttpHeaders file(@Nullable String download, String run, String value) {
    HttpHeaders headers = new HttpHeaders();
    if (download != null) {
      headers.setContentDisposition(
          ContentDisposition.attachment().filename("%s.%s.json".formatted(run, value)).build());
    }
    return headers;
  }

  private static ResponseEntity<byte[]> whole(Json value, HttpHeaders headers) {
    return ResponseEntity.ok()
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(JsonWriter.bytes(value));
  }

  private static CallFailedException missing(String what, Enum<?> state) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "%s; it is %s".formatted(what, state.name().toLowerCase(Locale.ROOT)));
  }
}
