package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Templates of workflows. */
@Command(
    name = "template",
    description =
        "Workflows with parameters, of which drafts are made: ./auterity template list|use",
    subcommands = {TemplateCommand.Gallery.class, TemplateCommand.Use.class})
final class TemplateCommand extends CommandGroup {

  private static final String TEMPLATES = "/api/v1/templates";

  TemplateCommand() {
    super("template list or use");
  }

  private static String path(String template) {
    return TEMPLATES + "/" + UrlEncoding.encoded(template);
  }

  /** Lists templates. */
  @Command(
      name = "list",
      description = "Lists the templates of the product and of the tenant, and what each needs.")
  static final class Gallery extends RemoteCommand.OfTenant {

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode answer = client().get(TEMPLATES);
      if (json) {
        System.out.println(answer);
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("template", "title", "uses", "needs"));
      for (JsonNode template : answer.path("items")) {
        rows.add(
            List.of(
                template.path("id").asString(""),
                template.path("title").asString(""),
                template.path("uses").asString("0"),
                needs(template)));
      }
      TextTable.print(rows);
      return 0;
    }

    private static String needs(JsonNode template) {
      List<String> needs = new ArrayList<>();
      for (JsonNode need : template.path("needs")) {
        String capability = need.path("capability").asString("");
        needs.add((need.has("provider") ? "✓ " : "◌ ") + capability);
      }
      return needs.isEmpty() ? "-" : String.join(", ", needs);
    }
  }

  /** Makes a draft. */
  @Command(
      name = "use",
      description = {
        "Makes a draft of a workflow; parameters are flags, e.g. --project debts.",
        "What has a default need not be given. The draft is published in the console."
      })
  static final class Use extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "TEMPLATE", description = "Its id.")
    private String template = "";

    @Parameters(index = "1", paramLabel = "WORKFLOW", description = "Id of the new workflow.")
    private String workflow = "";

    @Unmatched private List<String> parameters = new ArrayList<>();

    @Override
    public Integer call() {
      ApiClient client = client();
      JsonNode found = client.get(path(template));
      ObjectNode body = ApiClient.mapper().createObjectNode();
      body.put("workflow", workflow);
      body.set("parameters", new FieldFlags(found.path("parameters")).parse(parameters));
      JsonNode draft = client.post(path(template) + "/drafts", body);
      System.out.printf(
          "%s: draft %s is made%n",
          draft.path("id").asString(workflow), draft.path("revision").asString("1"));
      for (JsonNode need : found.path("summary").path("needs")) {
        if (!need.has("provider")) {
          System.out.printf(
              "%s: connect a provider before it runs%n", need.path("capability").asString(""));
        }
      }
      return 0;
    }
  }
}
