package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the keys of a CSV file, all of them or none. */
@Command(
    name = "import",
    description = {
      "Makes the keys of a CSV file, all of them or none, and writes their secrets to a new file.",
      "Columns: name, and owner, holder, roles, allow, deny, models, doors, tools, labels, expires"
          + " as needed. Several values stand in one field with spaces between them; labels are"
          + " NAME=VALUE. A row without roles and allow may call models: ai.*"
    })
final class KeyImportCommand extends RemoteCommand.OfTenant {

  private static final Set<String> TEXTS =
      new TreeSet<>(Set.of("name", "owner", "holder", "expires"));
  private static final Set<String> LISTS =
      new TreeSet<>(Set.of("roles", "allow", "deny", "models", "doors", "tools"));
  private static final String LABELS = "labels";

  /** Statuses that refuse one key and concern its row; others concern the caller or the server. */
  private static final Set<Integer> ABOUT_WHAT_IS_SAID = Set.of(400, 404, 409, 422);

  private static final Pattern KEY = Pattern.compile("keys\\[([0-9]{1,6})](.*)");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  @Parameters(paramLabel = "FILE", description = "The CSV file; its first line names the columns.")
  private Path file = Path.of("");

  @Option(
      names = "--secrets",
      required = true,
      paramLabel = "FILE",
      description = "New file for id, name and secret of each key, readable by you alone.")
  private Path secrets = Path.of("");

  @Option(names = "--dry-run", description = "Say what would be made, or why not; make none.")
  private boolean dryRun;

  /** Of each key, where its row ends. */
  private final List<Long> lines = new ArrayList<>();

  @Override
  public Integer call() {
    SecretFile.refuseToReplace(secrets);
    ArrayNode keys = read();
    JsonNode made = make(keys).path("keys");
    if (dryRun) {
      keys.forEach(key -> System.out.println(key.toString()));
      return 0;
    }
    SecretFile.write(secrets, csv(made));
    System.out.printf("Keys made: %d. Their secrets are in %s.%n", made.size(), secrets);
    return 0;
  }

  private JsonNode make(ArrayNode keys) {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    body.set("keys", keys);
    try {
      return client().post(KeyCommand.PATH + "/import?dryRun=" + dryRun, body);
    } catch (ApiException e) {
      throw inLines(e, keys);
    }
  }

  /** The refusal with the lines of the file that it is about; the refusal itself when of none. */
  private CliException inLines(ApiException refused, ArrayNode keys) {
    Map<Integer, List<String>> wrong = new TreeMap<>();
    refused
        .places()
        .forEach(
            (place, why) -> {
              Matcher key = KEY.matcher(place);
              if (key.matches()) {
                int number = Integer.parseInt(key.group(1));
                String field = key.group(2).isEmpty() ? "" : key.group(2).substring(1) + ": ";
                wrong.computeIfAbsent(number, _ -> new ArrayList<>()).add(field + why);
              }
            });
    if (wrong.isEmpty() && keys.size() == 1 && ABOUT_WHAT_IS_SAID.contains(refused.status())) {
      wrong.put(0, List.of(String.valueOf(refused.getMessage())));
    }
    if (wrong.isEmpty()) {
      return refused;
    }
    StringBuilder text = new StringBuilder("%s: none of the keys is made:".formatted(file));
    wrong.forEach(
        (number, why) ->
            text.append("\n  line %d, ".formatted(lines.get(number)))
                .append(keys.path(number).path("name").asString("(no name)"))
                .append(": ")
                .append(String.join("; ", why)));
    return new CliException(refused.exitCode(), text.toString());
  }

  private ArrayNode read() {
    try (CSVParser parser = CSVParser.parse(Files.readString(file), FORMAT)) {
      checkColumns(parser.getHeaderNames());
      ArrayNode keys = ApiClient.mapper().createArrayNode();
      for (CSVRecord row : parser) {
        lines.add(parser.getCurrentLineNumber());
        keys.add(key(row, parser.getCurrentLineNumber()));
      }
      if (keys.isEmpty()) {
        throw CliException.badInput("%s holds no keys".formatted(file));
      }
      return keys;
    } catch (CSVException | IllegalArgumentException e) {
      throw CliException.badInput("%s: is no CSV: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw CliException.badInput("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void checkColumns(List<String> columns) {
    for (String column : columns) {
      if (!TEXTS.contains(column) && !LISTS.contains(column) && !column.equals(LABELS)) {
        throw CliException.badInput(
            "%s: line 1: there is no column '%s'; use %s, %s, %s"
                .formatted(
                    file, column, String.join(", ", TEXTS), String.join(", ", LISTS), LABELS));
      }
    }
    if (!columns.contains("name")) {
      throw CliException.badInput("%s: line 1: column 'name' is missing".formatted(file));
    }
  }

  private ObjectNode key(CSVRecord row, long line) {
    ObjectNode key = ApiClient.mapper().createObjectNode();
    row.toMap()
        .forEach(
            (column, value) -> {
              if (value.isBlank()) {
                return;
              }
              if (TEXTS.contains(column)) {
                key.put(column, value);
              } else if (column.equals(LABELS)) {
                putLabels(key.putObject(LABELS), value, line);
              } else {
                words(value).forEach(key.putArray(column)::add);
              }
            });
    if (!key.has("roles") && !key.has("allow")) {
      key.putArray("allow").add("ai.*");
    }
    return key;
  }

  private void putLabels(ObjectNode labels, String value, long line) {
    for (String label : words(value)) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw CliException.badInput(
            "%s: line %d: '%s' is no label; write NAME=VALUE".formatted(file, line, label));
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
  }

  private static List<String> words(String value) {
    return Arrays.asList(value.strip().split("\\s+", -1));
  }

  private static String csv(JsonNode made) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter out = new CSVPrinter(text, CSVFormat.RFC4180)) {
      out.printRecord("id", "name", "secret");
      for (JsonNode one : made) {
        JsonNode key = one.path("key");
        out.printRecord(
            key.path("id").asString(), key.path("name").asString(), one.path("secret").asString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
