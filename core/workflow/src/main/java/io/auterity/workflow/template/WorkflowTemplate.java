package io.auterity.workflow.template;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import io.auterity.workflow.testcase.WorkflowCase.StepPin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spec of a {@code template}. */
@Description(
    "A workflow with parameters. Drafts of workflows are made of it, which are workflows like all"
        + " others from then on.")
public record WorkflowTemplate(
    @Description("For people") @TextForm(least = 1, most = 100) String title,
    @Description("What its workflow does, in a sentence or two") @TextForm(least = 1, most = 1_000)
        String description,
    @Description("Words by which it is found")
        @Size(most = 20, distinct = true)
        @TextForm(least = 1, most = 40)
        @Default("[]")
        List<String> tags,
    @Description(
            "JSON Schema of each parameter by its name; each has a default, or an example for the"
                + " checks")
        @Size(most = 50)
        @Default("{}")
        Json.Obj parameters,
    @Description(
            "YAML text of the workflow: kind, id and spec; <<name>> stands for the value of a"
                + " parameter")
        @TextForm(least = 1, most = WorkflowTemplate.CHARACTERS)
        String workflow,
    @Description("What its workflow gives for some inputs") @Size(most = 20) @Default("[]")
        List<TemplateCase> cases) {

  /** Longest text of a workflow in a template. */
  static final int CHARACTERS = 100_000;

  public WorkflowTemplate {
    tags = List.copyOf(tags);
    cases = List.copyOf(cases);
  }

  /** One run of the workflow and its end; a test case of the drafts that are made. */
  public record TemplateCase(
      @Description("What it shows") @TextForm(least = 1, most = 100) String name,
      @Description("Values of parameters; the others have their defaults or examples")
          @Default("{}")
          Json.Obj parameters,
      @Description("Input of the run") @Default("{}") Json.Obj input,
      @Description(
              "What steps come to in place of what they do, by their ids or the keys of one"
                  + " execution, as in a test case of a workflow")
          @Size(most = 1_000)
          @Default("{}")
          Map<String, StepPin> pins,
      @Description("Output of the run; any where it is absent") @Nullable Json output) {

    public TemplateCase {
      pins = Map.copyOf(pins);
    }
  }
}
