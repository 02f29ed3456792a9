package io.auterity.connector.file;

import io.auterity.platform.transport.HeaderRules;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The kinds of credential of a file, and how each is sent. Nowhere else in a file has a secret a
 * name.
 */
public final class Credentials {

  private static final String HEADER = "header";
  private static final Set<String> PLACED = Set.of(HEADER, "query");

  private final List<Json.Obj> said;

  private Credentials(List<Json.Obj> said) {
    this.said = said;
  }

  public static Credentials of(ConnectorFile file) {
    return new Credentials(ConnectorFile.objects(file.value(), "auth"));
  }

  /** The kinds that a provider may choose from. */
  public List<String> kinds() {
    return said.stream().map(Credentials::kind).toList();
  }

  /** How they are sent, by kind; nothing of those whose kind alone says it, or the provider. */
  public Map<String, AuthForm> forms() {
    Map<String, AuthForm> forms = new LinkedHashMap<>();
    for (Json.Obj auth : said) {
      String name = auth.text("name");
      if (name != null) {
        String value = Objects.requireNonNullElse(auth.text("value"), AuthForm.Placed.SECRET);
        forms.put(kind(auth), new AuthForm.Placed(name, value));
      }
    }
    return forms;
  }

  /** Notes what is wrong with them. */
  public void check(FileProblems problems) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      String path = "auth[%d]".formatted(i);
      String kind = kind(said.get(i));
      if (seen.contains(kind)) {
        problems.add(path, "%s stands there twice".formatted(kind), "keep one");
      }
      seen.add(kind);
      check(said.get(i), path, problems);
    }
  }

  private static void check(Json.Obj auth, String path, FileProblems problems) {
    String kind = kind(auth);
    String name = auth.text("name");
    boolean value = auth.text("value") != null;
    if (name != null && !PLACED.contains(kind)) {
      problems.add(path + ".name", "%s has no name".formatted(kind), "remove it");
    }
    if (value && !PLACED.contains(kind)) {
      problems.add(path + ".value", "%s has no value".formatted(kind), "remove it");
    } else if (value && name == null) {
      problems.add(path + ".value", "stands nowhere", "add the name of its " + place(kind));
    }
    if (kind.equals(HEADER) && name != null) {
      HeaderRules.flaw(name)
          .ifPresent(
              flaw ->
                  problems.add(path + ".name", flaw, "use the name that the vendor's page gives"));
    }
  }

  private static String place(String kind) {
    return kind.equals(HEADER) ? HEADER : "parameter";
  }

  private static String kind(Json.Obj auth) {
    return Objects.requireNonNullElse(auth.text("kind"), "");
  }
}
