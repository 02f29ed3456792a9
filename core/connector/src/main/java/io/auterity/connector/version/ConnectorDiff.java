package io.auterity.connector.version;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.auterity.platform.provider.config.ConnectorReach;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs in meaning between two versions of a file.
 *
 * @param operationsAdded as {@code connector.resource.verb}
 * @param operationsLost those that a caller can no longer call
 * @param supportChanged those that are supported otherwise, as {@code operation: full to partial}
 * @param hostsAdded places that it did not go to
 * @param hostsLost places that it goes to no more
 * @param credentialAdded places that get the credential and did not
 */
public record ConnectorDiff(
    List<String> operationsAdded,
    List<String> operationsLost,
    List<String> supportChanged,
    List<String> hostsAdded,
    List<String> hostsLost,
    List<String> credentialAdded) {

  private static final int LINES_AROUND = 3;

  public ConnectorDiff {
    operationsAdded = List.copyOf(operationsAdded);
    operationsLost = List.copyOf(operationsLost);
    supportChanged = List.copyOf(supportChanged);
    hostsAdded = List.copyOf(hostsAdded);
    hostsLost = List.copyOf(hostsLost);
    credentialAdded = List.copyOf(credentialAdded);
  }

  /** What the connectors of one version have that those of another lack, and the other way. */
  public static ConnectorDiff of(
      Collection<ConnectorManifest> before, Collection<ConnectorManifest> after) {
    Map<String, Support> old = operations(before);
    Map<String, Support> now = operations(after);
    List<String> changed = new ArrayList<>();
    now.forEach(
        (operation, support) -> {
          Support was = old.get(operation);
          if (was != null && was != support) {
            changed.add("%s: %s to %s".formatted(operation, wire(was), wire(support)));
          }
        });
    ConnectorReach further =
        ConnectorReach.ofAll(after).beyond(ConnectorReach.ofAll(before), Json.EMPTY);
    ConnectorReach less =
        ConnectorReach.ofAll(before).beyond(ConnectorReach.ofAll(after), Json.EMPTY);
    return new ConnectorDiff(
        without(now.keySet(), old.keySet()),
        without(old.keySet(), now.keySet()),
        changed,
        shown(further.hosts()),
        shown(less.hosts()),
        shown(further.credential()));
  }

  /** What differs between two texts, in the unified format; empty when nothing does. */
  public static String ofTexts(String from, String before, String to, String after) {
    List<String> lines = before.lines().toList();
    return String.join(
        "\n",
        UnifiedDiffUtils.generateUnifiedDiff(
            from, to, lines, DiffUtils.diff(lines, after.lines().toList()), LINES_AROUND));
  }

  private static Map<String, Support> operations(Collection<ConnectorManifest> connectors) {
    Map<String, Support> operations = new TreeMap<>();
    for (ConnectorManifest connector : connectors) {
      connector
          .support()
          .forEach(
              (operation, said) ->
                  operations.put(connector.id() + "." + operation, said.support()));
    }
    return operations;
  }

  private static List<String> without(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return List.copyOf(rest);
  }

  private static List<String> shown(Set<String> places) {
    return places.stream().sorted().map(place -> ConnectorReach.shown(place, Json.EMPTY)).toList();
  }

  private static String wire(Support support) {
    return support.name().toLowerCase(Locale.ROOT);
  }
}
