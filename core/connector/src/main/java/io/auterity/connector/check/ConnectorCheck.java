package io.auterity.connector.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.connector.plan.Credentials;
import io.auterity.connector.plan.Servers;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks files against the kinds that there are. */
public final class ConnectorCheck {

  private static final int MOST_STEPS = 6;
  private static final Set<String> BESIDE_JAVA = Set.of("java", "support", "note", "idempotency");

  private static final int KEPT = 64;

  private final Catalogue catalogue;

  // By plugin, of the text that was sound last: to compile its expressions takes longer than all
  // else that is done with it, and a folder is read again for each change in it.
  private final Cache<String, CheckedFile> sound = Caffeine.newBuilder().maximumSize(KEPT).build();

  public ConnectorCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Checks a file whole.
   *
   * @throws BadConnectorException with all that is wrong, each by line, path and what to do
   */
  public CheckedFile check(ConnectorFile file) {
    CheckedFile last = sound.getIfPresent(file.id());
    if (last != null && last.file().digest().equals(file.digest())) {
      return last;
    }
    CheckedFile checked = checked(file);
    sound.put(file.id(), checked);
    return checked;
  }

  private CheckedFile checked(ConnectorFile file) {
    FileProblems problems = new FileProblems(file.document());
    Map<String, ConnectorPlan> plans =
        ConnectorPlan.of(file, id -> catalogue.find(id).orElse(null), problems);
    Servers.check(file, problems);
    Credentials.of(file).check(problems);
    file.connectors().forEach((id, said) -> connector(id, (Json.Obj) said, problems));
    problems.check(file.id());
    return new CheckedFile(file, plans, problems.cautions());
  }

  private void connector(String id, Json.Obj said, FileProblems problems) {
    String path = JsonPath.field("connectors", id);
    Map<String, Capability> kind =
        catalogue.ofKind(Objects.requireNonNullElse(said.text("kind"), ""));
    if (kind.isEmpty()) {
      problems.add(
          JsonPath.field(path, "kind"),
          "there is no kind '%s'".formatted(said.text("kind")),
          Nearest.fix(Objects.requireNonNullElse(said.text("kind"), ""), kinds()));
      return;
    }
    Json.Obj operations = ConnectorFile.object(said, "operations");
    Json.Obj none = ConnectorFile.object(said, "none");
    names(JsonPath.field(path, "operations"), operations, kind.keySet(), problems);
    names(JsonPath.field(path, "none"), none, kind.keySet(), problems);
    for (String operation : kind.keySet()) {
      boolean covered = operations.get(operation) != null;
      if (covered && none.get(operation) != null) {
        problems.add(
            JsonPath.field(JsonPath.field(path, "none"), operation),
            "stands under operations too",
            "remove one");
      }
      if (!covered && none.get(operation) == null) {
        problems.caution(
            path,
            "does not mention %s".formatted(operation),
            "add it, or say under none why the vendor lacks it");
      }
    }
    operations
        .fields()
        .forEach(
            (name, operation) ->
                support(
                    JsonPath.field(JsonPath.field(path, "operations"), name),
                    (Json.Obj) operation,
                    problems,
                    true));
    extensions(id, path, ConnectorFile.object(said, "extensions"), kind.keySet(), problems);
  }

  private void extensions(
      String id, String path, Json.Obj extensions, Collection<String> kind, FileProblems problems) {
    String place = JsonPath.field(path, "extensions");
    if (!extensions.fields().isEmpty() && kinds().contains(id)) {
      problems.add(
          place, "would bear the name of the kind '%s'".formatted(id), "rename the connector");
    }
    extensions
        .fields()
        .forEach(
            (name, extension) -> {
              String where = JsonPath.field(place, name);
              if (kind.contains(name)) {
                problems.caution(where, "is an operation of the kind", "write it under operations");
              }
              support(
                  JsonPath.field(where, "operation"),
                  ConnectorFile.object((Json.Obj) extension, "operation"),
                  problems,
                  false);
            });
  }

  private Collection<String> kinds() {
    return catalogue.kinds().stream()
        .map(kind -> kind.getAnnotation(Kind.class).value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void names(
      String path, Json.Obj said, Collection<String> known, FileProblems problems) {
    for (String name : said.fields().keySet()) {
      if (!known.contains(name)) {
        problems.add(
            JsonPath.field(path, name), "the kind has no such operation", Nearest.fix(name, known));
      }
    }
  }

  private static void support(
      String path, Json.Obj operation, FileProblems problems, boolean ofKind) {
    List<Json.Obj> steps = ConnectorFile.objects(operation, "steps");
    String support = Objects.requireNonNullElse(operation.text("support"), "full");
    long calls = Math.max(1, steps.stream().map(step -> step.text("id")).distinct().count());
    boolean repeats = steps.stream().anyMatch(step -> step.get("each") != null);
    if (calls > MOST_STEPS) {
      problems.add(path, "has %d steps, at most %d".formatted(calls, MOST_STEPS), "use fewer");
    }
    if (support.equals("full") && (calls > 1 || repeats)) {
      problems.add(
          path, "makes more than one call and is not full", "say support: emulated or partial");
    }
    if (support.equals("partial") && operation.get("note") == null) {
      problems.add(path, "is partial and does not say how", "add note:");
    }
    if (operation.get("java") != null) {
      java(path, operation, problems, ofKind);
      return;
    }
    boolean request = operation.get("request") != null || operation.get("graphql") != null;
    if (request && !steps.isEmpty()) {
      problems.add(path, "has steps and a request of its own", "make it a step");
    }
    if (!request && steps.isEmpty()) {
      problems.add(path, "makes no request", "add request:, graphql: or steps:");
    }
  }

  private static void java(String path, Json.Obj operation, FileProblems problems, boolean ofKind) {
    if (!ofKind) {
      problems.add(JsonPath.field(path, "java"), "carries out operations of a kind", "remove it");
    }
    operation.fields().keySet().stream()
        .filter(name -> !BESIDE_JAVA.contains(name))
        .forEach(
            name ->
                problems.add(
                    JsonPath.field(path, name),
                    "says what java: carries out already",
                    "remove one of them"));
  }
}
