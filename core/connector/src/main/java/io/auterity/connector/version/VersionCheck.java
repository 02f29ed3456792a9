package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.provider.plugin.EvidencedConnector;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.PluginSource;
import io.auterity.provider.plugin.PluginState;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Webhooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dry run of a connector file's text: what it would do if it were in force. It changes nothing.
 *
 * @param plugins the folder in which stored files stand as if they lay there
 */
public record VersionCheck(ConnectorFolder folder, PluginHost host, Path plugins) {

  private static final String TOKEN = "jwt";
  private static final Json.Obj UNSIGNED = Json.EMPTY.with("scheme", Json.of(Webhooks.NOT_SIGNED));

  /**
   * A text that was checked.
   *
   * @param stated the version that it says itself
   * @param jars those beside it whose classes it names, by their SHA-256; null when it names none
   * @param before what connectors of the plugin, and of those whose files are like it, take calls
   * @param after what connectors these bring with it
   * @param gradeLost its operations, as {@code connector.resource.verb}, that are proven as they
   *     run and would not be
   * @param warnings what it does not cover, one sentence each; what stands against a removal
   */
  public record Checked(
      String plugin,
      String stated,
      @Nullable String jars,
      List<ConnectorForm> before,
      List<ConnectorForm> after,
      List<String> gradeLost,
      List<String> warnings) {
    public Checked {
      gradeLost = List.copyOf(gradeLost);
      before = List.copyOf(before);
      after = List.copyOf(after);
      warnings = List.copyOf(warnings);
    }

    /** What it changes. */
    public ConnectorDiff change() {
      return ConnectorDiff.of(before, after);
    }
  }

  /**
   * Checks a text.
   *
   * @throws BadConnectorException with all that is wrong with it
   * @throws CallFailedException {@code conflict} when jars bring the plugin, another plugin brings
   *     one of its connectors, a file that is like it would be none any more, or what vendors send
   *     would be verified less
   */
  public Checked check(byte[] text) {
    String plugin = ConnectorFileReader.plugin(text);
    PluginSource.Content content = folder.check(plugins, plugin, text);
    List<ConnectorForm> before = new ArrayList<>(running(plugin));
    List<ConnectorForm> after = new ArrayList<>(ConnectorForm.of(content));
    refuseJars(plugin);
    refuseOthers(plugin, after);
    List<String> broken = addAlike(plugin, text, before, after);
    if (!broken.isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%s; change that first, or have it be like no other"
              .formatted(String.join("; ", broken)));
    }
    refuseWeakerSigning(plugin, text);
    return new Checked(
        plugin,
        content.manifest().version(),
        content.jars(),
        before,
        after,
        gradesLost(plugin, content),
        content.problems());
  }

  // A sender that knows the address of a webhook could send anything, and no tenant was asked.
  private void refuseWeakerSigning(String plugin, byte[] text) {
    for (String one : folder.withThoseAlike(Set.of(plugin))) {
      Json.Obj before = folder.signing(plugins, one, null, null).orElse(UNSIGNED);
      Json.Obj after = folder.signing(plugins, one, plugin, text).orElse(before);
      if (!running(one).isEmpty() && weaker(before, after)) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "plugin '%s' verifies what its vendor sends by %s, and would by %s: give the file another id, or remove the plugin first"
                .formatted(one, told(before), told(after)));
      }
    }
  }

  // Of another token nothing tells that the same vendor gives it.
  private static boolean weaker(Json.Obj before, Json.Obj after) {
    int strength = strength(scheme(before)) - strength(scheme(after));
    boolean tokens = scheme(before).equals(TOKEN) && scheme(after).equals(TOKEN);
    return strength > 0 || (tokens && !told(before).equals(told(after)));
  }

  private static String scheme(Json.Obj signature) {
    return String.valueOf(signature.text("scheme"));
  }

  private static String told(Json.Obj signature) {
    String scheme = scheme(signature);
    return scheme.equals(TOKEN)
        ? "%s of keys %s, issuer %s and audience %s"
            .formatted(
                scheme, signature.get("keys"), signature.get("issuer"), signature.get("audience"))
        : scheme;
  }

  private static int strength(String scheme) {
    return switch (scheme) {
      case Webhooks.NOT_SIGNED -> 0;
      case "token" -> 1;
      case TOKEN -> 2;
      default -> 3;
    };
  }

  private List<String> gradesLost(String plugin, PluginSource.Content content) {
    Map<String, Set<String>> unproven = new HashMap<>();
    for (Connector<?> connector : content.plugin().connectors()) {
      if (connector instanceof EvidencedConnector evidenced) {
        unproven.put(
            connector.id(),
            content.manifest().connectors().stream()
                .filter(one -> one.id().equals(connector.id()))
                .flatMap(one -> one.support().keySet().stream().filter(one::supports))
                .filter(operation -> evidenced.evidence(operation).unproven())
                .collect(Collectors.toSet()));
      }
    }
    return host.connectors().stream()
        .filter(connector -> connector.plugin().manifest().id().equals(plugin))
        .flatMap(
            connector ->
                unproven.getOrDefault(connector.id(), Set.of()).stream()
                    .filter(operation -> !connector.evidence(operation).unproven())
                    .map(operation -> connector.id() + "." + operation))
        .sorted()
        .toList();
  }

  /** Adds the connectors of files that are like it; what is wrong with these is returned. */
  private List<String> addAlike(
      String plugin,
      byte @Nullable [] text,
      List<ConnectorForm> before,
      List<ConnectorForm> after) {
    List<String> broken = new ArrayList<>();
    Set<String> alike = new TreeSet<>(folder.withThoseAlike(Set.of(plugin)));
    alike.remove(plugin);
    for (String one : alike) {
      List<ConnectorForm> running = running(one);
      if (!running.isEmpty()) {
        before.addAll(running);
        try {
          List<ConnectorForm> brought =
              ConnectorForm.of(folder.checkAlike(plugins, one, plugin, text));
          brought.stream()
              .filter(next -> after.stream().anyMatch(known -> known.id().equals(next.id())))
              .forEach(
                  next ->
                      broken.add(
                          "the plugin '%s', which is like it, would bring the connector '%s' as well"
                              .formatted(one, next.id())));
          after.addAll(brought);
        } catch (BadConnectorException | PluginRefusedException e) {
          broken.add(
              "the plugin '%s', which is like it, would break: %s".formatted(one, e.getMessage()));
        }
      }
    }
    return broken;
  }

  /**
   * What it would do to remove a plugin; changes nothing.
   *
   * @param inForce its text that is in force; null for none
   */
  public Checked removal(String plugin, byte @Nullable [] inForce) {
    Map<String, ConnectorForm> lost = new TreeMap<>();
    running(plugin).forEach(one -> lost.put(one.id(), one));
    List<String> against = new ArrayList<>();
    if (inForce != null) {
      passing(plugin, inForce, new ArrayList<>())
          .ifPresent(all -> all.forEach(one -> lost.putIfAbsent(one.id(), one)));
    }
    List<ConnectorForm> before = new ArrayList<>(lost.values());
    List<ConnectorForm> after = new ArrayList<>();
    byte[] lying = ConnectorFolder.lying(plugins, plugin);
    if (lying != null) {
      passing(plugin, lying, against).ifPresent(after::addAll);
    }
    against.addAll(addAlike(plugin, lying, before, after));
    return new Checked(plugin, "", null, before, after, List.of(), against);
  }

  private Optional<List<ConnectorForm>> passing(String plugin, byte[] text, List<String> problems) {
    try {
      return Optional.of(connectors(plugin, text));
    } catch (BadConnectorException e) {
      problems.add("its file in the folder of plugins is none: %s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The connectors of a plugin that take calls now. */
  private List<ConnectorForm> running(String plugin) {
    return host.connectors().stream()
        .filter(connector -> connector.plugin().manifest().id().equals(plugin))
        .map(ConnectorForm::of)
        .toList();
  }

  private void refuseJars(String plugin) {
    boolean jars =
        host.plugins().stream()
            .filter(one -> one.id().equals(plugin) && one.state() == PluginState.STARTED)
            .anyMatch(one -> folder.id(one.source()).isEmpty());
    if (jars) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "plugin '%s' is installed as jars, which no file replaces: give the file another id"
              .formatted(plugin));
    }
  }

  private void refuseOthers(String plugin, List<ConnectorForm> brought) {
    Set<String> ids = brought.stream().map(ConnectorForm::id).collect(Collectors.toSet());
    for (HostedConnector connector : host.connectors()) {
      String owner = connector.plugin().manifest().id();
      if (ids.contains(connector.id()) && !owner.equals(plugin)) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "plugin '%s' brings the connector '%s' already: give yours another id"
                .formatted(owner, connector.id()));
      }
    }
  }

  /**
   * What two texts of a plugin differ in; null when this build does not take one of them any more.
   */
  @Nullable ConnectorDiff difference(String plugin, byte[] before, byte[] after) {
    try {
      return ConnectorDiff.of(connectors(plugin, before), connectors(plugin, after));
    } catch (BadConnectorException e) {
      return null;
    }
  }

  private List<ConnectorForm> connectors(String plugin, byte[] text) {
    return ConnectorForm.of(folder.check(plugins, plugin, text));
  }
}
