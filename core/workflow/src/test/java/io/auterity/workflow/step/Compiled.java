package io.auterity.workflow.step;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import java.util.List;

/** Workflows compiled from YAML. */
public final class Compiled {

  public static final Catalogue CATALOGUE = Catalogue.standard();

  private static final WorkflowCompiler COMPILER = new WorkflowCompiler(Signatures.of(CATALOGUE));

  /** The workflow of the product's own example. */
  public static final String TRIAGE =
      """
      workflow: complaint_triage
      input:
        complaints: {type: array, items: {type: object, required: [id, narrative], properties: {id: {type: string}, narrative: {type: string}, sample: {type: string}}}}
        classes: {type: object, additionalProperties: {type: string}}
      steps:
        - id: triage
          each: ${input.complaints}
          as: complaint
          concurrency: 16
          steps:
            - {id: mask, call: text.pii.mask, with: {text: "${complaint.narrative}"}}
            - {id: classify, call: ai.text.classify, route: triage, labels: {sample: "${has(complaint.sample) ? complaint.sample : ''}"}, with: {text: "${mask.text}", classes: "${input.classes}"}, timeout: 30s}
            - id: file
              branch:
                - {when: "${classify.label == 'debt_collection'}", steps: [{id: urgent, call: tracker.issue.create, with: {project: debts, title: "${complaint.id}", body: "${mask.text}"}}]}
                - {else: [{id: normal, call: tracker.issue.create, with: {project: "${classify.label}", title: "${complaint.id}", body: "${mask.text}"}}]}
          output: ${classify}
        - {id: summary, transform: "${{'count': size(triage), 'labels': triage.map(t, t.label)}}"}
      output: ${summary}
      """;

  private Compiled() {}

  public static Json.Obj spec(String yaml) {
    return (Json.Obj) new YamlReader(1_000_000).read(yaml).getFirst().value();
  }

  /** The workflow; the text must be right. */
  public static Workflow workflow(String yaml) {
    WorkflowCompiler.Compiled compiled = compile(yaml);
    return compiled
        .workflow()
        .orElseThrow(() -> new AssertionError(compiled.problems().toString()));
  }

  public static List<Problem> problems(String yaml) {
    return compile(yaml).problems();
  }

  private static WorkflowCompiler.Compiled compile(String yaml) {
    Json.Obj spec = spec(yaml);
    String name = spec.text("workflow");
    return COMPILER.compile(name == null ? "test" : name, spec);
  }
}
