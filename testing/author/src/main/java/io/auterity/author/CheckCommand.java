package io.auterity.author;

import io.auterity.cli.TextTable;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.DataPlugin;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Support;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells all that is wrong with a connector file, or what it brings. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a connector file as a server does when it loads it, and tells all that is wrong",
      "with it, or what it brings. Exit code 1 when it would be refused."
    })
final class CheckCommand implements Callable<Integer> {

  private static final int LONGEST_LINE = 160;

  @Parameters(paramLabel = "FILE", description = "E.g. acme.yaml")
  private Path path = Path.of("");

  @Override
  public Integer call() {
    try {
      AuthoredFile file = AuthoredFile.read(path);
      print(file);
      return 0;
    } catch (BadConnectorException e) {
      e.problems().forEach(each -> System.out.println(AuthoredFile.told(path, each)));
      int count = e.problems().size();
      System.out.printf("%n%d %s.%n", count, count == 1 ? "problem" : "problems");
      return CliException.FAILED;
    }
  }

  private void print(AuthoredFile file) {
    PluginManifest plugin =
        new DataPlugin(file.checked(), AuthoredFile.CATALOGUE.kinds(), AuthoredFile.BINDER)
            .manifest();
    System.out.printf("%s %s: %s%n%n", plugin.id(), plugin.version(), plugin.summary());
    TextTable.print(connectors(plugin, file.checked().file()));
    System.out.println();
    TextTable.print(servers(file, plugin.connectors().getFirst()));
    List<String> warnings = warnings(file);
    if (!warnings.isEmpty()) {
      System.out.println();
      warnings.forEach(System.out::println);
    }
  }

  private static List<List<String>> connectors(PluginManifest plugin, ConnectorFile file) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "connector",
            "kind",
            "operations",
            "full",
            "partial",
            "emulated",
            "none",
            "unsaid",
            "extensions"));
    for (ConnectorManifest connector : plugin.connectors()) {
      rows.add(connector(connector, ConnectorFile.object(file.part("connectors"), connector.id())));
    }
    return rows;
  }

  private static List<String> connector(ConnectorManifest connector, Json.Obj said) {
    Set<String> all = new HashSet<>();
    AuthoredFile.operations(connector.kind()).forEach(each -> all.add(each.operation()));
    List<Support> has = new ArrayList<>();
    connector
        .support()
        .forEach(
            (name, how) -> {
              if (all.contains(name) && how.support() != Support.NONE) {
                has.add(how.support());
              }
            });
    int none = ConnectorFile.object(said, "none").fields().size();
    return List.of(
        connector.id(),
        connector.kind(),
        "%d of %d".formatted(has.size(), all.size()),
        count(has, Support.FULL),
        count(has, Support.PARTIAL),
        count(has, Support.EMULATED),
        Integer.toString(none),
        Integer.toString(all.size() - has.size() - none),
        Integer.toString(ConnectorFile.object(said, "extensions").fields().size()));
  }

  private static String count(List<Support> has, Support support) {
    return Integer.toString(Collections.frequency(has, support));
  }

  private static List<List<String>> servers(AuthoredFile file, ConnectorManifest any) {
    List<List<String>> rows = new ArrayList<>();
    file.checked()
        .file()
        .part("servers")
        .fields()
        .forEach((name, said) -> rows.add(server(name, (Json.Obj) said)));
    rows.add(List.of("reaches", String.join(", ", any.egress()), ""));
    rows.add(List.of("auth", String.join(", ", any.auth()), ""));
    rows.add(List.of("lines", lines(file), ""));
    return rows;
  }

  private static List<String> server(String name, Json.Obj said) {
    String url = said.text("url");
    boolean signed = name.equals("api") || Json.of(true).equals(said.get("credential"));
    return List.of(
        "server " + name,
        url == null ? "redirections alone" : url,
        signed ? "with the credential" : "without the credential");
  }

  private static String lines(AuthoredFile file) {
    long written = file.lines().stream().filter(line -> !line.isBlank()).count();
    int operations =
        file.checked().plans().values().stream()
            .mapToInt(
                plan -> plan.operations().size() + plan.coded().size() + plan.extensions().size())
            .sum();
    return "%d, %s an operation"
        .formatted(
            written,
            String.format(Locale.ROOT, "%.1f", written / (double) Math.max(1, operations)));
  }

  private List<String> warnings(AuthoredFile file) {
    List<String> warnings = new ArrayList<>();
    ConnectorFile said = file.checked().file();
    said.connectors().forEach((id, one) -> unsaid(id, (Json.Obj) one, said, warnings));
    file.checked().warnings().stream()
        .filter(each -> !each.rule().startsWith("does not mention"))
        .forEach(each -> warnings.add(AuthoredFile.told(path, each)));
    for (int i = 0; i < file.lines().size(); i++) {
      int length = file.lines().get(i).length();
      if (length > LONGEST_LINE) {
        warnings.add(
            "%s:%d: has %d characters; break lines of more than %d"
                .formatted(path, i + 1, length, LONGEST_LINE));
      }
    }
    return warnings.stream().map(each -> "warning: " + each).toList();
  }

  // Each is a warning of its own to a server; here they are one.
  private void unsaid(String id, Json.Obj said, ConnectorFile file, List<String> warnings) {
    List<String> names =
        AuthoredFile.operations(String.valueOf(said.text("kind"))).stream()
            .map(Capability::operation)
            .filter(name -> ConnectorFile.object(said, "operations").get(name) == null)
            .filter(name -> ConnectorFile.object(said, "none").get(name) == null)
            .toList();
    if (!names.isEmpty()) {
      warnings.add(
          "%s:%d: %s does not mention %s; add each, or say under none why the vendor lacks it"
              .formatted(
                  path,
                  file.document().line(JsonPath.field("connectors", id)),
                  id,
                  String.join(", ", names)));
    }
  }
}
