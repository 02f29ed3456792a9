package io.auterity.connector.file;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonMergePatch;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads connector files and checks their structure. */
public final class ConnectorFileReader {

  private static final String NAMELESS = "file";
  private static final String CONNECTORS = "connectors";
  private static final String DOCS = "vendor.docs";
  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_PARTS = 20_000;
  private static final YamlReader YAML = new YamlReader(MOST_BYTES);

  private static final Json.Obj SCHEMA = structure();
  private static final JsonSchema STRUCTURE = JsonSchema.of(SCHEMA);
  private static final Set<String> CALL_NAMES = callNames();

  private final Function<String, byte @Nullable []> others;

  /**
   * Reads files one of which may be like another.
   *
   * @param others text of the file of that plugin, or null when there is none
   */
  public ConnectorFileReader(Function<String, byte @Nullable []> others) {
    this.others = others;
  }

  /** JSON Schema (2020-12) of the structure. */
  public static Json.Obj schema() {
    return SCHEMA;
  }

  private static Json.Obj structure() {
    try (InputStream in = ConnectorFileReader.class.getResourceAsStream("connector.schema.yaml")) {
      return (Json.Obj) YAML.read(Objects.requireNonNull(in).readAllBytes()).getFirst().value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the file of a plugin.
   *
   * @param id of the plugin, which the file's name says
   * @throws BadConnectorException with all that is wrong with its structure
   */
  public ConnectorFile read(String id, byte[] text) {
    YamlDocument document = document(id, text);
    MessageDigest digest = Sha256.begin();
    digest.update(text);
    Json.Obj value = whole(id, (Json.Obj) document.value(), digest);
    FileProblems problems = new FileProblems(document);
    for (Problem problem : STRUCTURE.check(value)) {
      problems.add(problem.path(), problem.rule(), fix(problem));
    }
    if (!id.equals(value.text("plugin"))) {
      problems.add("plugin", "must be '%s', as the file's name says".formatted(id), "change one");
    }
    bound(value, problems);
    problems.check(id);
    Json.Obj whole = ShortForms.writtenOut(value, problems);
    problems.check(id);
    return new ConnectorFile(id, whole, document, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The plugin that a text says it is the file of.
   *
   * @throws BadConnectorException when it says none
   */
  public static String plugin(byte[] text) {
    String id = ((Json.Obj) document(NAMELESS, text).value()).text("plugin");
    if (id == null) {
      throw bad(NAMELESS, 1, "does not say whose file it is", "add plugin: with an id");
    }
    return id;
  }

  /** A part of a request may stand in an operation and in a step: names of both may be meant. */
  private static String fix(Problem problem) {
    if (problem.path().equals(DOCS)) {
      return "write an address of at most 500 characters, e.g. https://docs.example.com/api";
    }
    boolean ofCall = problem.path().contains(".operations[") && problem.rule().equals("is unknown");
    String name = problem.path().substring(problem.path().lastIndexOf('.') + 1);
    return ofCall ? Nearest.fix(name, CALL_NAMES) : problem.fix();
  }

  private static Set<String> callNames() {
    Set<String> names = new TreeSet<>();
    for (String form : List.of("call", "step", "operation")) {
      Json.Obj schema = ConnectorFile.object(ConnectorFile.object(SCHEMA, "$defs"), form);
      names.addAll(ConnectorFile.object(schema, "properties").fields().keySet());
    }
    return names;
  }

  private static YamlDocument document(String id, byte[] text) {
    if (text.length > MOST_BYTES) {
      throw bad(id, 1, "has %d bytes, at most %d".formatted(text.length, MOST_BYTES), "cut it");
    }
    try {
      List<YamlDocument> documents = YAML.read(text);
      if (documents.size() != 1 || !(documents.getFirst().value() instanceof Json.Obj)) {
        throw bad(id, 1, "must be one mapping", "write the keys of one connector file");
      }
      return documents.getFirst();
    } catch (MalformedYamlException e) {
      throw bad(id, e.line(), String.valueOf(e.getMessage()), "correct the YAML");
    }
  }

  private Json.Obj whole(String id, Json.Obj said, MessageDigest digest) {
    String like = said.text("like");
    if (like == null) {
      return said;
    }
    byte[] other = like.equals(id) ? null : others.apply(like);
    if (other == null) {
      throw bad(id, 1, "is like '%s', of which there is no file".formatted(like), "correct it");
    }
    digest.update(other);
    Json.Obj base = ShortForms.reasonsApart((Json.Obj) document(like, other).value());
    if (base.get("like") != null) {
      throw bad(id, 1, "'%s' is itself like another".formatted(like), "be like that one");
    }
    Map<String, Json> own = new LinkedHashMap<>(ShortForms.reasonsApart(said).fields());
    own.remove("like");
    own.computeIfPresent(CONNECTORS, (name, mine) -> likeOthers(id, mine, base));
    return (Json.Obj) JsonMergePatch.applied(base, new Json.Obj(own));
  }

  /** Connectors of which some are like one of another file, under a name of their own. */
  private static Json likeOthers(String id, Json own, Json.Obj base) {
    if (!(own instanceof Json.Obj(Map<String, Json> connectors))) {
      return own;
    }
    Map<String, Json> made = new LinkedHashMap<>();
    connectors.forEach((name, mine) -> made.put(name, likeOther(id, name, mine, base)));
    return new Json.Obj(made);
  }

  private static Json likeOther(String id, String name, Json mine, Json.Obj base) {
    String like = mine instanceof Json.Obj object ? object.text("like") : null;
    if (like == null || !(mine instanceof Json.Obj(Map<String, Json> fields))) {
      return mine;
    }
    Json other = ConnectorFile.object(base, CONNECTORS).get(like);
    if (other == null) {
      throw bad(
          id,
          1,
          "connector '%s' is like '%s', which the other file lacks".formatted(name, like),
          Nearest.fix(like, ConnectorFile.object(base, CONNECTORS).fields().keySet()));
    }
    Map<String, Json> own = new LinkedHashMap<>(fields);
    own.remove("like");
    return JsonMergePatch.applied(other, new Json.Obj(own));
  }

  // An alias that stands for others that stand for others grows without bytes.
  private static void bound(Json.Obj value, FileProblems problems) {
    value
        .fields()
        .forEach(
            (name, part) -> {
              if (parts(part, MOST_PARTS) > MOST_PARTS) {
                problems.add(
                    JsonPath.field("", name),
                    "has more than %d values once aliases are followed".formatted(MOST_PARTS),
                    "use fewer aliases");
              }
            });
  }

  private static int parts(Json value, int most) {
    int count = 1;
    Iterable<Json> inner =
        switch (value) {
          case Json.Obj(Map<String, Json> fields) -> fields.values();
          case Json.Arr(List<Json> items) -> items;
          default -> List.of();
        };
    for (Json part : inner) {
      if (count > most) {
        return count;
      }
      count += parts(part, most - count);
    }
    return count;
  }

  private static BadConnectorException bad(String id, int line, String rule, String fix) {
    return new BadConnectorException(id, List.of(new FileProblem(line, "", rule, fix)));
  }
}
