package io.auterity.connector.version;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The semantic diff of two versions of a connector file.
 *
 * @param operationsAdded as {@code connector.resource.verb}
 * @param operationsLost those that a caller can no longer call
 * @param operationsChanged those of both that ask their vendor otherwise, or read its replies so,
 *     of themselves or by what they share with others
 * @param supportChanged those that are supported otherwise, as {@code operation: full to partial}
 * @param hostsAdded places that it did not go to
 * @param hostsLost places that it goes to no more
 * @param credentialAdded places that get the credential, or give tokens, and did not
 * @param authChanged kinds of credential that came or went, as {@code connector: +oauth2}, or that
 *     are sent otherwise, as {@code connector: ~header}
 * @param configChanged fields of the configuration, written so too
 * @param extensionsChanged what extensions take, give or do otherwise, as {@code
 *     connector.resource.verb: input}
 * @param signingChanged how what vendors send is verified, as {@code connector: hmac-sha256 to
 *     token}
 */
public record ConnectorDiff(
    List<String> operationsAdded,
    List<String> operationsLost,
    List<String> operationsChanged,
    List<String> supportChanged,
    List<String> hostsAdded,
    List<String> hostsLost,
    List<String> credentialAdded,
    List<String> authChanged,
    List<String> configChanged,
    List<String> extensionsChanged,
    List<String> signingChanged) {

  private static final int LINES_AROUND = 3;

  public ConnectorDiff {
    operationsAdded = List.copyOf(operationsAdded);
    operationsLost = List.copyOf(operationsLost);
    operationsChanged = List.copyOf(operationsChanged);
    supportChanged = List.copyOf(supportChanged);
    hostsAdded = List.copyOf(hostsAdded);
    hostsLost = List.copyOf(hostsLost);
    credentialAdded = List.copyOf(credentialAdded);
    authChanged = List.copyOf(authChanged);
    configChanged = List.copyOf(configChanged);
    extensionsChanged = List.copyOf(extensionsChanged);
    signingChanged = List.copyOf(signingChanged);
  }

  /** What the connectors of one version have that those of another lack, and the other way. */
  public static ConnectorDiff of(
      Collection<ConnectorForm> formsBefore, Collection<ConnectorForm> formsAfter) {
    List<ConnectorManifest> before = formsBefore.stream().map(ConnectorForm::manifest).toList();
    List<ConnectorManifest> after = formsAfter.stream().map(ConnectorForm::manifest).toList();
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
    ConnectorReach further = further(before, after);
    ConnectorReach less = further(after, before);
    return new ConnectorDiff(
        without(now.keySet(), old.keySet()),
        without(old.keySet(), now.keySet()),
        operationsChanged(formsBefore, formsAfter),
        changed,
        shown(further.hosts()),
        shown(less.hosts()),
        shown(further.credential()),
        parts(before, after, ConnectorDiff::auth),
        parts(before, after, ConnectorDiff::config),
        ExtensionDiff.of(formsBefore, formsAfter),
        signing(formsBefore, formsAfter));
  }

  private static List<String> operationsChanged(
      Collection<ConnectorForm> before, Collection<ConnectorForm> after) {
    Map<String, String> known = digests(before);
    return digests(after).entrySet().stream()
        .filter(now -> !now.getValue().equals(known.getOrDefault(now.getKey(), now.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, String> digests(Collection<ConnectorForm> forms) {
    Map<String, String> digests = new TreeMap<>();
    for (ConnectorForm form : forms) {
      form.digests().forEach((name, digest) -> digests.put(named(form.id(), name), digest));
    }
    return digests;
  }

  private static List<String> signing(
      Collection<ConnectorForm> before, Collection<ConnectorForm> after) {
    List<String> changed = new ArrayList<>();
    for (ConnectorForm one : after) {
      before.stream()
          .filter(was -> was.id().equals(one.id()) && !was.signing().equals(one.signing()))
          .forEach(
              was -> changed.add("%s: %s to %s".formatted(one.id(), was.signing(), one.signing())));
    }
    return changed;
  }

  private static Map<String, Object> auth(ConnectorManifest manifest) {
    Map<String, Object> kinds = new TreeMap<>();
    manifest.auth().forEach(kind -> kinds.put(kind, kind));
    kinds.putAll(manifest.authForms());
    return kinds;
  }

  private static Map<String, Object> config(ConnectorManifest manifest) {
    return manifest.config().get("properties") instanceof Json.Obj(var fields)
        ? new TreeMap<>(fields)
        : Map.of();
  }

  // Of connectors that are in both, since one that is new or gone is told by its operations.
  private static List<String> parts(
      Collection<ConnectorManifest> before,
      Collection<ConnectorManifest> after,
      Function<ConnectorManifest, Map<String, Object>> part) {
    List<String> changed = new ArrayList<>();
    for (ConnectorManifest one : after) {
      before.stream()
          .filter(was -> was.id().equals(one.id()))
          .forEach(was -> changed.addAll(parts(one.id(), part.apply(was), part.apply(one))));
    }
    return changed;
  }

  private static List<String> parts(
      String connector, Map<String, Object> before, Map<String, Object> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        String sign = !before.containsKey(name) ? "+" : after.containsKey(name) ? "~" : "-";
        changed.add("%s: %s%s".formatted(connector, sign, name));
      }
    }
    return changed;
  }

  // Each connector by itself: what one of them may reach another one may not.
  private static ConnectorReach further(
      Collection<ConnectorManifest> before, Collection<ConnectorManifest> after) {
    Map<String, ConnectorReach> known = new HashMap<>();
    before.forEach(one -> known.put(one.id(), ConnectorReach.of(one)));
    ConnectorReach further = ConnectorReach.NOWHERE;
    for (ConnectorManifest one : after) {
      ConnectorReach was = known.getOrDefault(one.id(), ConnectorReach.NOWHERE);
      further = further.and(ConnectorReach.of(one).beyond(was, Json.EMPTY));
    }
    return further;
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
              (operation, said) -> {
                if (said.support() != Support.NONE) {
                  operations.put(named(connector.id(), operation), said.support());
                }
              });
    }
    return operations;
  }

  // An extension bears the name of its connector already.
  private static String named(String connector, String operation) {
    return operation.indexOf('.') < operation.lastIndexOf('.')
        ? operation
        : connector + "." + operation;
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
