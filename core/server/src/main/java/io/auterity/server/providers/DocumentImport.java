package io.auterity.server.providers;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.server.web.json.WebJson;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from lines of JSON and adds them, some at a time, so that others write meanwhile.
 * Lines that cannot be read keep all out; one who is interrupted sends all again, and what is there
 * already is kept.
 */
public final class DocumentImport {

  private static final Pattern COLLECTION = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final String LINE = "{\"id\": text, \"body\": object, \"keys\": {name: text}}";

  private static final int BATCH = 200;

  private final BiFunction<TenantScope, String, Documents> stores;
  // Its values are counted while it comes.
  private final JsonReader reader = new JsonReader(WebJson.MAX_TEXT);

  /** An import into the documents of a tenant's provider. */
  public DocumentImport(BiFunction<TenantScope, String, Documents> stores) {
    this.stores = stores;
  }

  /**
   * The result of an import of lines.
   *
   * @param kept were there before, under the same id or key, and stay as they were
   */
  public record Imported(int added, int kept) {}

  private record Line(Document document, Map<String, String> keys) {}

  Imported add(TenantScope scope, String provider, String collection, byte[] text) {
    if (!COLLECTION.matcher(collection).matches()) {
      throw new CallFailedException(
          FailureCode.INVALID, "a collection has a name such as recording");
    }
    List<Line> lines = read(collection, text);
    Documents store = stores.apply(scope, provider);
    int added = 0;
    for (int from = 0; from < lines.size(); from += BATCH) {
      List<Line> some = lines.subList(from, Math.min(lines.size(), from + BATCH));
      added += store.write(writer -> add(writer, some));
    }
    return new Imported(added, lines.size() - added);
  }

  private static int add(Documents.Writer writer, List<Line> lines) {
    int added = 0;
    for (Line line : lines) {
      added += add(writer, line) ? 1 : 0;
    }
    return added;
  }

  private static boolean add(Documents.Writer writer, Line line) {
    Document document = line.document();
    return writer.get(document.collection(), document.id()).isEmpty()
        && writer.addOrGet(document, line.keys()).created();
  }

  private List<Line> read(String collection, byte[] text) {
    List<Line> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int number = 0;
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        read(collection, line, number, lines, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidResourcesException(problems);
    }
    return lines;
  }

  private void read(
      String collection, String text, int number, List<Line> lines, List<Problem> problems) {
    try {
      Json.Obj line = reader.readObject(text.getBytes(StandardCharsets.UTF_8));
      String id = line.text("id");
      if (id == null || id.isBlank() || !(line.get("body") instanceof Json.Obj body)) {
        problems.add(problem("a line is " + LINE, number));
      } else {
        lines.add(new Line(new Document(collection, id, body), keys(line.get("keys"))));
      }
    } catch (CallFailedException e) {
      problems.add(problem(e.failure().message(), number));
    }
  }

  private static Map<String, String> keys(@Nullable Json given) {
    Map<String, String> keys = new HashMap<>();
    if (given instanceof Json.Obj names) {
      names
          .fields()
          .forEach(
              (name, value) -> {
                if (value instanceof Json.Str(String text)) {
                  keys.put(name, text);
                }
              });
    }
    return keys;
  }

  private static Problem problem(String rule, int line) {
    return new Problem("", rule, "mend the line, then send all of them again").at(line);
  }
}
