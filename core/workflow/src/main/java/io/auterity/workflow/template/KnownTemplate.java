package io.auterity.workflow.template;

import io.auterity.platform.json.JsonEdit;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.DefinitionReader;
import io.auterity.workflow.step.StepKinds;
import java.util.List;

/**
 * A template that can be used.
 *
 * @param version of the tenant's resource; 0 of one that comes with the product
 * @param parameters JSON Schema of an object
 * @param capabilities that its workflow calls, with the samples of its parameters
 */
public record KnownTemplate(
    String id,
    int version,
    WorkflowTemplate template,
    Json.Obj parameters,
    List<String> capabilities) {

  public KnownTemplate {
    capabilities = List.copyOf(capabilities);
  }

  static KnownTemplate of(String id, int version, WorkflowTemplate template) {
    TemplateParameters parameters = TemplateParameters.of(template.parameters());
    return new KnownTemplate(
        id, version, template, parameters.schema(), capabilities(template, parameters));
  }

  // One that was accepted once stays, also when its workflow can no longer be read.
  private static List<String> capabilities(
      WorkflowTemplate template, TemplateParameters parameters) {
    try {
      String text = FilledTemplate.of(template, parameters.sampled(Json.EMPTY)).text();
      Json workflow = new YamlReader(text.length()).read(text).getFirst().value();
      return JsonEdit.at(workflow, List.of("spec")) instanceof Json.Obj spec
          ? DefinitionReader.read("", spec, StepKinds.ALL)
              .definition()
              .all()
              .filter(step -> step.type() == StepType.CALL)
              .map(step -> step.outline().text())
              .distinct()
              .sorted()
              .toList()
          : List.of();
    } catch (MalformedYamlException e) {
      return List.of();
    }
  }

  /** Whether it comes with the product. */
  public boolean builtIn() {
    return version == 0;
  }

  /**
   * The text of a workflow that is made of it.
   *
   * @param values of parameters; the others have their defaults
   * @throws io.auterity.spi.CallFailedException {@code invalid} when one is missing or does not fit
   */
  public String workflow(String workflow, Json.Obj values) {
    return FilledTemplate.text(template, workflow, values);
  }
}
