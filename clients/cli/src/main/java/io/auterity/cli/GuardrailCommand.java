package io.auterity.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tries guardrails. */
@Command(
    name = "guardrail",
    description = "Tries what guardrails find: ./auterity guardrail test --text 'mail a@b.io'",
    subcommands = GuardrailCommand.Trial.class)
final class GuardrailCommand extends CommandGroup {

  GuardrailCommand() {
    super("guardrail test");
  }

  /** Finds in one text. */
  @Command(
      name = "test",
      description = {
        "Prints what is found in a text, by kind. Nothing of the text is sent on or kept.",
        "Without --guardrail: personal data, secrets and prompt injections."
      })
  static final class Trial extends RemoteCommand.OfTenant {

    private static final List<String> HEAD = List.of("guardrail", "kind", "start", "end", "text");
    private static final int SHOWN = 40;

    /** What to look through. */
    static final class Source {
      @Option(names = "--text", description = "The text.")
      private @Nullable String text;

      @Option(
          names = {"-f", "--file"},
          description = "File that holds it.")
      private @Nullable Path file;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--guardrail", paramLabel = "ID", description = "The one to try.")
    private @Nullable String guardrail;

    @Option(names = "--tool", description = "The text is what a tool or a document says.")
    private boolean tool;

    @Option(names = "--json", description = "The answer as JSON instead.")
    private boolean json;

    @Override
    public Integer call() {
      String text = text();
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", text).put("tool", tool);
      if (guardrail != null) {
        body.put("guardrail", guardrail);
      }
      JsonNode found = client().post("/api/v1/guardrails/test", body);
      if (json) {
        System.out.println(found);
      } else if (found.path("findings").isEmpty()) {
        System.out.println("Nothing is found.");
      } else {
        print(text, found.path("findings"));
      }
      if (!json && guardrail == null && !found.path("head").asBoolean(true)) {
        System.out.println("Injections were looked for by rules alone: no plugin brings a head.");
      }
      return 0;
    }

    private String text() {
      if (source.text != null) {
        return source.text;
      }
      return InputFile.text(Objects.requireNonNull(source.file));
    }

    private static void print(String text, JsonNode findings) {
      List<List<String>> rows = new ArrayList<>(List.of(HEAD));
      for (JsonNode found : findings) {
        int start = found.path("start").asInt();
        int end = found.path("end").asInt();
        rows.add(
            List.of(
                found.path("guardrail").asString(""),
                kind(found),
                String.valueOf(start),
                String.valueOf(end),
                shortened(text.substring(start, end))));
      }
      TextTable.print(rows);
    }

    // What a head found stands there with how sure it is.
    private static String kind(JsonNode found) {
      String kind = found.path("kind").asString("");
      JsonNode score = found.path("score");
      return score.isNumber() ? "%s (%.2f)".formatted(kind, score.asDouble()) : kind;
    }

    private static String shortened(String words) {
      String line = words.replaceAll("\\s+", " ");
      return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
  }
}
