package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a suite works with and no operation makes. They are checked before the suite
 * begins, which makes and deletes things.
 *
 * @param words by their names
 */
record SuiteValues(List<Word> words) {

  private static final SuiteValues NONE = new SuiteValues(List.of());
  private static final int LONGEST = 1 << 20;
  private static final Pattern ANY = Pattern.compile("\\S[\\s\\S]*");

  private static final Map<String, SuiteValues> OF =
      Map.of(
          "ci",
          new SuiteValues(
              List.of(
                  new Word("pipeline", Form.TEXT, Need.ALWAYS, ""),
                  new Word("endless", Form.TEXT, Need.IF_OFFERED, "build.cancel"),
                  new Word("blocked", Form.TEXT, Need.NEVER, ""),
                  new Word("artifacts", Form.TRUTH, Need.IF_OFFERED, "artifact.list"),
                  new Word("definition", Form.TEXT, Need.NEVER, ""))),
          "containers",
          new SuiteValues(
              List.of(
                  new Word("repository", Form.TEXT, Need.ALWAYS, ""),
                  new Word("tag", Form.TEXT, Need.ALWAYS, ""),
                  new Word("index", Form.TEXT, Need.ALWAYS, ""))),
          "automation",
          new SuiteValues(
              List.of(
                  new Word("definition", Form.WORKFLOW, Need.ALWAYS, ""),
                  new Word("failing", Form.WORKFLOW, Need.ALWAYS, ""),
                  new Word("endless", Form.WORKFLOW, Need.ALWAYS, ""),
                  new Word("unsound", Form.WORKFLOW, Need.IF_OFFERED, "workflow.validate"))));

  /** What a value must be. */
  private enum Form {
    TEXT("some text"),
    TRUTH("true or false"),
    WORKFLOW("a JSON object, the workflow in the engine's own form; @FILE is the text of a file");

    private final String told;

    Form(String told) {
      this.told = told;
    }

    boolean fits(String value) {
      return switch (this) {
        case TEXT -> ANY.matcher(value).matches();
        case TRUTH -> Set.of("true", "false").contains(value);
        case WORKFLOW -> isObject(value);
      };
    }

    private static boolean isObject(String value) {
      try {
        return new JsonReader(LONGEST).read(value.getBytes(StandardCharsets.UTF_8))
            instanceof Json.Obj;
      } catch (CallFailedException e) {
        return false;
      }
    }
  }

  private enum Need {
    ALWAYS,
    IF_OFFERED,
    NEVER
  }

  /**
   * One of them.
   *
   * @param operation whose tests work with it alone, where it is needed if that is offered
   */
  private record Word(String name, Form form, Need need, String operation) {

    boolean neededBy(ConnectorManifest connector) {
      return switch (need) {
        case ALWAYS -> true;
        case IF_OFFERED -> connector.supports(operation);
        case NEVER -> false;
      };
    }
  }

  /** Those of a kind. */
  static SuiteValues of(String kind) {
    return OF.getOrDefault(kind, NONE);
  }

  /** What an author gives, with the texts of the files that are named by {@code @FILE}. */
  static Map<String, String> texts(Map<String, String> given) {
    Map<String, String> texts = new HashMap<>();
    given.forEach(
        (name, value) ->
            texts.put(
                name,
                value.startsWith("@") ? AuthoredFile.named(Path.of(value.substring(1))) : value));
    return texts;
  }

  /**
   * Looks at what an author gives.
   *
   * @param given by name
   * @throws CliException naming what is unknown, lacks, or is of another form
   */
  void check(ConnectorManifest connector, Map<String, String> given) {
    Set<String> known = words.stream().map(Word::name).collect(Collectors.toSet());
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw CliException.badInput(
            "--given %s: the suite of the kind '%s' does not work with it; %s"
                .formatted(name, connector.kind(), Nearest.fix(name, known)));
      }
    }
    for (Word word : words) {
      String value = given.get(word.name());
      if (value != null && !word.form().fits(value)) {
        throw CliException.badInput(
            "--given %s: must be %s".formatted(word.name(), word.form().told));
      }
    }
    String lacking =
        words.stream()
            .filter(word -> word.neededBy(connector) && !given.containsKey(word.name()))
            .map(word -> "--given %s=VALUE".formatted(word.name()))
            .collect(Collectors.joining(" "));
    if (!lacking.isEmpty()) {
      throw CliException.badInput("say " + lacking);
    }
  }
}
