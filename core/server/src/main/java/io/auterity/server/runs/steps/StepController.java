package io.auterity.server.runs.steps;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.PageOf;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.server.decisions.DecisionSummary;
import io.auterity.server.idempotency.KeyUse;
import io.auterity.server.runs.ListParameters;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.StepExecution;
import io.auterity.workflow.view.StepExecutionDetail;
import io.auterity.workflow.view.StepQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Executions of the steps of a run: listed, looked at, answered for. */
@RestController
@RequestMapping("/api/v1/runs/{id}/steps")
public record StepController(WorkflowEngine engine, RunViews runs, Archive archive) {

  /** To answer a step that asks. */
  public static final Act ANSWER = new Act("run.answer", Trace.AROUND, false);

  private static final int DECISIONS = 100;

  @Needs("run.read")
  @GetMapping
  PageOf<StepInstance> list(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer node,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer item,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    StepQuery query =
        new StepQuery(
            node,
            ListParameters.word("state", state, StepPhase.class),
            item,
            cursor,
            ListParameters.limit(limit));
    return ListParameters.page(
        runs.steps(caller.scope(), Invocation.RUN_ID.read(id), query), StepInstance::of);
  }

  @Needs("run.read")
  @GetMapping("/{key}")
  StepDetail get(
      Caller caller,
      @PathVariable String id,
      @PathVariable String key,
      @RequestParam(required = false) @Nullable Integer round) {
    UUID run = Invocation.RUN_ID.read(id);
    StepExecutionDetail step = runs.step(caller.scope(), run, key, round);
    return StepDetail.of(run, step, decisions(caller.scope(), run, step.instance()));
  }

  @Needs("run.answer")
  @PostMapping("/{key}/answer")
  StepInstance answer(
      Caller caller,
      @PathVariable String id,
      @PathVariable String key,
      @RequestBody StepAnswer body,
      HttpServletRequest request) {
    UUID run = Invocation.RUN_ID.read(id);
    UUID message = KeyUse.of(request).orElseGet(UUID::randomUUID);
    String by = caller.principal().name();
    engine.answer(caller.scope(), run, key, body.read(), by, message);
    return StepInstance.of(runs.step(caller.scope(), run, key, null).instance());
  }

  private List<DecisionSummary> decisions(TenantScope scope, UUID run, StepExecution step) {
    DecisionSearch search = DecisionSearch.latest(DECISIONS).ofRun(run).ofStep(step.key());
    return archive.latest(scope, search, false).reversed().stream()
        .filter(decision -> decision.call().round() == step.round())
        .map(DecisionSummary::of)
        .toList();
  }
}
