package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.transport.HeaderRules;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.AwsScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of credential of a file, and how each is sent or had. Nowhere else in a file has a
 * secret a name.
 */
public final class Credentials {

  private static final String HEADER = "header";
  private static final Set<String> PLACED = Set.of(HEADER, "query");
  private static final String PATH = "path";
  private static final String SIGNED = "sigv4";
  private static final List<String> OF_SIGNATURES = List.of("service", "region");

  private final List<Json.Obj> said;
  private final Json.Obj config;

  private Credentials(List<Json.Obj> said, Json.Obj config) {
    this.said = said;
    this.config = config;
  }

  public static Credentials of(ConnectorFile file) {
    return new Credentials(ConnectorFile.objects(file.value(), "auth"), file.part("config"));
  }

  /** The kinds that a provider may choose from, in the words of a manifest. */
  public List<String> kinds() {
    return said.stream().map(TokenForm::kind).toList();
  }

  /**
   * How each is sent or had, by kind; nothing of those whose kind alone says it, or the provider.
   */
  public Map<String, AuthForm> forms() {
    Map<String, AuthForm> forms = new LinkedHashMap<>();
    for (Json.Obj auth : said) {
      AuthForm form = form(auth);
      if (form != null) {
        forms.put(TokenForm.kind(auth), form);
      }
    }
    return forms;
  }

  private static @Nullable AuthForm form(Json.Obj auth) {
    String name = auth.text("name");
    String value = Objects.requireNonNullElse(auth.text("value"), AuthForm.Placed.SECRET);
    if (TokenForm.kind(auth).equals(PATH)) {
      return new AuthForm.InPath(value);
    }
    return name == null ? new TokenForm(auth).tokens() : new AuthForm.Placed(name, value);
  }

  /** Where each is had, in words, by kind; nothing of those of which the file says none. */
  public Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    for (Json.Obj auth : said) {
      String text = auth.text("help");
      if (text != null) {
        help.put(TokenForm.kind(auth), text);
      }
    }
    return help;
  }

  /** What signatures of AWS are made for; null when there are none. */
  public @Nullable AwsScope sigv4() {
    for (Json.Obj auth : said) {
      String service = auth.text("service");
      String region = auth.text("region");
      if (service != null && region != null) {
        return new AwsScope(service, field(region));
      }
    }
    return null;
  }

  private static String field(String region) {
    return region.replaceAll("^\\$\\{config\\.|}$", "");
  }

  /** Notes what is wrong with them. */
  public void check(FileProblems problems) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      String path = "auth[%d]".formatted(i);
      String kind = TokenForm.kind(said.get(i));
      if (seen.contains(kind)) {
        problems.add(path, "%s stands there twice".formatted(kind), "keep one");
      }
      seen.add(kind);
      checkPlaced(said.get(i), path, problems);
      new TokenForm(said.get(i)).check(path, config, problems);
      checkSigned(said.get(i), path, problems);
    }
  }

  private static void checkPlaced(Json.Obj auth, String path, FileProblems problems) {
    String kind = TokenForm.kind(auth);
    String name = auth.text("name");
    String value = auth.text("value");
    if (name != null && !PLACED.contains(kind)) {
      problems.add(path + ".name", "%s has no name".formatted(kind), "remove it");
    }
    if (value != null && kind.equals(PATH)) {
      checkSegment(value, path + ".value", problems);
    } else if (value != null && !PLACED.contains(kind)) {
      problems.add(path + ".value", "%s has no value".formatted(kind), "remove it");
    } else if (value != null && name == null) {
      problems.add(path + ".value", "stands nowhere", "add the name of its " + place(kind));
    }
    if (kind.equals(HEADER) && name != null) {
      HeaderRules.flaw(name)
          .ifPresent(
              flaw ->
                  problems.add(path + ".name", flaw, "use the name that the vendor's page gives"));
    }
  }

  private static void checkSegment(String value, String path, FileProblems problems) {
    if (value.contains("/")) {
      problems.add(
          path,
          "is one segment of the path, and '/' ends it",
          "leave '/' out, and write what follows the credential into the requests");
    }
  }

  private void checkSigned(Json.Obj auth, String path, FileProblems problems) {
    boolean signed = TokenForm.kind(auth).equals(SIGNED);
    for (String name : OF_SIGNATURES) {
      boolean there = auth.get(name) != null;
      if (there && !signed) {
        problems.add(
            path + "." + name,
            "%s has no %s".formatted(TokenForm.written(auth), name),
            "remove it");
      } else if (signed && !there) {
        problems.add(path, "does not say the %s of AWS".formatted(name), "add %s:".formatted(name));
      }
    }
    String region = auth.text("region");
    if (signed && region != null && !(config.get(field(region)) instanceof Json.Obj)) {
      problems.add(
          path + ".region",
          "config has no property '%s'".formatted(field(region)),
          "add it to config, or name one of it");
    }
  }

  private static String place(String kind) {
    return kind.equals(HEADER) ? HEADER : "parameter";
  }
}
