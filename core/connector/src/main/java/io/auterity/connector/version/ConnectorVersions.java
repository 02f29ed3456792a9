package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.connector.version.store.FileVersion;
import io.auterity.connector.version.store.FileVersions;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.plugin.EvidencedConnector;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.PluginChange;
import io.auterity.platform.plugin.PluginHost;
import io.auterity.platform.plugin.PluginRefusedException;
import io.auterity.platform.plugin.PluginSource;
import io.auterity.platform.plugin.PluginState;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Webhooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Installs connector files for all tenants: each text is a version that stays. */
public final class ConnectorVersions {

  private static final int LONGEST_NOTE = 500;

  private final Database database;
  private final ConnectorFolder folder;
  private final PluginHost host;
  private final Path plugins;
  private final StoredConnectors stored;
  private final ChangeAudit audit;
  private final Time time;
  private final FileVersions store = new FileVersions();

  /**
   * @param plugins the folder in which stored files stand as if they lay there
   */
  public ConnectorVersions(
      Database database,
      ConnectorFolder folder,
      PluginHost host,
      Path plugins,
      StoredConnectors stored,
      ChangeAudit audit,
      Time time) {
    this.database = database;
    this.folder = folder;
    this.host = host;
    this.plugins = plugins;
    this.stored = stored;
    this.audit = audit;
    this.time = time;
  }

  /** Who wants a change, and which version it is meant to follow: null any, 0 none. */
  public record Wish(
      TenantScope scope, AuditedAct act, @Nullable String note, @Nullable Integer follows) {
    public Wish {
      if (note != null && note.length() > LONGEST_NOTE) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "note: has %d characters, at most %d".formatted(note.length(), LONGEST_NOTE));
      }
    }
  }

  /**
   * A text that was checked.
   *
   * @param stated the version that it says itself
   * @param before what connectors of the plugin, and of those whose files are like it, take calls
   * @param after what connectors these bring with it
   * @param gradeLost its operations, as {@code connector.resource.verb}, that are proven as they
   *     run and would not be
   * @param warnings what it does not cover, one sentence each; what stands against a removal
   */
  public record Checked(
      String plugin,
      String stated,
      List<ConnectorManifest> before,
      List<ConnectorManifest> after,
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
   * What putting a version in force has done.
   *
   * @param version null when none is in force any more
   * @param here what that did in this process to each plugin that it concerns
   */
  public record Done(@Nullable FileVersion version, List<PluginChange> here) {
    public Done {
      here = List.copyOf(here);
    }
  }

  /**
   * Checks a text and changes nothing.
   *
   * @throws BadConnectorException with all that is wrong with it
   * @throws CallFailedException {@code conflict} when jars bring the plugin, another plugin brings
   *     one of its connectors, a file that is like it would be none any more, or what vendors send
   *     would be verified less
   */
  public Checked check(byte[] text) {
    String plugin = ConnectorFileReader.plugin(text);
    PluginSource.Content content = folder.check(plugins, plugin, text);
    List<ConnectorManifest> before = new ArrayList<>(running(plugin));
    List<ConnectorManifest> after = new ArrayList<>(content.manifest().connectors());
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
        before,
        after,
        gradesLost(plugin, content),
        content.problems());
  }

  // Whoever knows the address of a webhook could send what he wants, and no tenant was asked.
  private void refuseWeakerSigning(String plugin, byte[] text) {
    for (String one : folder.withThoseAlike(Set.of(plugin))) {
      String before = folder.signing(plugins, one, null, null).orElse(Webhooks.NOT_SIGNED);
      String after = folder.signing(plugins, one, plugin, text).orElse(before);
      if (!running(one).isEmpty() && strength(after) < strength(before)) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "plugin '%s' verifies what its vendor sends by %s, and would by %s: give the file another id, or remove the plugin first"
                .formatted(one, before, after));
      }
    }
  }

  private static int strength(String scheme) {
    return switch (scheme) {
      case Webhooks.NOT_SIGNED -> 0;
      case "token" -> 1;
      default -> 2;
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
                .flatMap(one -> one.support().keySet().stream())
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
      List<ConnectorManifest> before,
      List<ConnectorManifest> after) {
    List<String> broken = new ArrayList<>();
    Set<String> alike = new TreeSet<>(folder.withThoseAlike(Set.of(plugin)));
    alike.remove(plugin);
    for (String one : alike) {
      List<ConnectorManifest> running = running(one);
      if (!running.isEmpty()) {
        before.addAll(running);
        try {
          List<ConnectorManifest> brought =
              folder.checkAlike(plugins, one, plugin, text).manifest().connectors();
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
   * What it would do to remove a plugin; changes nothing. What it has in force is what the database
   * says, whatever runs here.
   */
  public Checked checkRemoval(String plugin) {
    Map<String, ConnectorManifest> lost = new TreeMap<>();
    running(plugin).forEach(one -> lost.put(one.id(), one));
    List<String> against = new ArrayList<>();
    inForce(versions(plugin))
        .flatMap(one -> passing(plugin, text(plugin, one.number()), new ArrayList<>()))
        .ifPresent(all -> all.forEach(one -> lost.putIfAbsent(one.id(), one)));
    List<ConnectorManifest> before = new ArrayList<>(lost.values());
    List<ConnectorManifest> after = new ArrayList<>();
    byte[] lying = ConnectorFolder.lying(plugins, plugin);
    if (lying != null) {
      passing(plugin, lying, against).ifPresent(after::addAll);
    }
    against.addAll(addAlike(plugin, lying, before, after));
    return new Checked(plugin, "", before, after, List.of(), against);
  }

  private Optional<List<ConnectorManifest>> passing(
      String plugin, byte[] text, List<String> problems) {
    try {
      return Optional.of(connectors(plugin, text));
    } catch (BadConnectorException e) {
      problems.add("its file in the folder of plugins is none: %s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The connectors of a plugin that take calls now. */
  public List<ConnectorManifest> running(String plugin) {
    return host.connectors().stream()
        .filter(connector -> connector.plugin().manifest().id().equals(plugin))
        .map(HostedConnector::manifest)
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

  private void refuseOthers(String plugin, List<ConnectorManifest> brought) {
    Set<String> ids = brought.stream().map(ConnectorManifest::id).collect(Collectors.toSet());
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
   * Stores a text as the next version of its plugin, and puts it in force everywhere; the text that
   * is in force already changes nothing.
   *
   * @param checked what {@link #check} said of it
   * @throws CallFailedException {@code conflict} when another version is in force than it was meant
   *     to follow
   */
  public Done install(Wish wish, Checked checked, byte[] text) {
    String plugin = checked.plugin();
    String digest = HexFormat.of().formatHex(Sha256.of(text));
    return changed(
        wish,
        plugin,
        (tx, all) -> {
          Optional<FileVersion> same = inForce(all).filter(one -> one.digest().equals(digest));
          if (same.isPresent()) {
            return same;
          }
          int next = all.isEmpty() ? 1 : all.getFirst().number() + 1;
          FileVersion version =
              new FileVersion(
                  plugin,
                  next,
                  digest,
                  checked.stated(),
                  wish.note(),
                  wish.act().who().name(),
                  wish.scope().tenant(),
                  time.now(),
                  true);
          store.add(tx, version, text);
          return Optional.of(version);
        });
  }

  /**
   * Puts an earlier version in force again, or one of a plugin that was removed.
   *
   * @param checked what {@link #check} says of its text now
   * @throws CallFailedException {@code conflict} as {@link #install} says
   */
  public Done activate(Wish wish, Checked checked, int number) {
    return changed(
        wish,
        checked.plugin(),
        (tx, all) -> all.stream().filter(one -> one.number() == number).findFirst());
  }

  /**
   * Takes a plugin out of force; its versions stay. Where the folder of plugins has a file of it,
   * that one is in force then.
   *
   * @throws CallFailedException {@code not_found} when none is in force
   */
  public Done remove(Wish wish, String plugin) {
    if (versions(plugin).stream().noneMatch(FileVersion::inForce)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "no version of plugin '%s' is installed; what lies in the folder of plugins is removed there"
              .formatted(plugin));
    }
    return changed(wish, plugin, (tx, all) -> Optional.empty());
  }

  private interface Choice {
    Optional<FileVersion> of(EngineTransaction tx, List<FileVersion> all);
  }

  private Done changed(Wish wish, String plugin, Choice choice) {
    return stored.alone(
        () -> {
          Optional<FileVersion> chosen =
              database.asEngine(EngineJob.PLUGINS, tx -> changed(tx, wish, plugin, choice));
          return new Done(chosen.orElse(null), broughtHere(plugin, chosen));
        });
  }

  // It is in force by now: what keeps this server from it is told, and tried again.
  private List<PluginChange> broughtHere(String plugin, Optional<FileVersion> chosen) {
    try {
      return stored.bring();
    } catch (CallFailedException | PluginRefusedException e) {
      String stated = chosen.map(FileVersion::stated).orElse("");
      return List.of(
          new PluginChange(
              plugin, stated, PluginChange.Outcome.FAILED, null, null, e.getMessage()));
    }
  }

  private Optional<FileVersion> changed(
      EngineTransaction tx, Wish wish, String plugin, Choice choice) {
    int now = store.lock(tx, plugin).orElse(0);
    if (wish.follows() != null && wish.follows() != now) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "version %d of plugin '%s' is in force, not %d: look at it and try again"
              .formatted(now, plugin, wish.follows()));
    }
    List<FileVersion> all = store.all(tx, plugin);
    Optional<FileVersion> before = inForce(all);
    Optional<FileVersion> after = choice.of(tx, all);
    if (!after.map(FileVersion::number).equals(before.map(FileVersion::number))) {
      store.put(tx, plugin, after.map(FileVersion::number));
      AuditedChange change =
          new AuditedChange(
              "plugin/" + plugin,
              before.map(FileVersion::state).orElse(null),
              after.map(FileVersion::state).orElse(null));
      audit.writeOfPlugin(tx, wish.scope().tenant(), wish.act(), change);
    }
    return after;
  }

  private static Optional<FileVersion> inForce(List<FileVersion> all) {
    return all.stream().filter(FileVersion::inForce).findFirst();
  }

  /**
   * Every version of a plugin, the latest first.
   *
   * @throws CallFailedException {@code not_found} when none was ever installed
   */
  public List<FileVersion> versions(String plugin) {
    List<FileVersion> all = database.asEngine(EngineJob.PLUGINS, tx -> store.all(tx, plugin));
    if (all.isEmpty()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "no version of a plugin '%s' was installed".formatted(plugin));
    }
    return all;
  }

  /**
   * One version of a plugin.
   *
   * @throws CallFailedException {@code not_found}, naming the latest
   */
  public FileVersion version(String plugin, int number) {
    List<FileVersion> all = versions(plugin);
    return all.stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "plugin '%s' has no version %d; the latest is %d"
                        .formatted(plugin, number, all.getFirst().number())));
  }

  /**
   * The text of a version.
   *
   * @throws CallFailedException {@code not_found}
   */
  public byte[] text(String plugin, int number) {
    FileVersion version = version(plugin, number);
    return database
        .asEngine(EngineJob.PLUGINS, tx -> store.text(tx, plugin, version.number()))
        .orElseThrow();
  }

  /**
   * What differs between two versions of a plugin.
   *
   * @param text in the unified format
   * @param meaning null when this build does not take one of them any more
   */
  public record Difference(String text, @Nullable ConnectorDiff meaning) {}

  /**
   * What differs between two versions of a plugin.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Difference difference(String plugin, int from, int to) {
    byte[] before = text(plugin, from);
    byte[] after = text(plugin, to);
    String lines =
        ConnectorDiff.ofTexts(
            "version " + from,
            new String(before, StandardCharsets.UTF_8),
            "version " + to,
            new String(after, StandardCharsets.UTF_8));
    try {
      return new Difference(
          lines, ConnectorDiff.of(connectors(plugin, before), connectors(plugin, after)));
    } catch (BadConnectorException e) {
      return new Difference(lines, null);
    }
  }

  private List<ConnectorManifest> connectors(String plugin, byte[] text) {
    return folder.check(plugins, plugin, text).manifest().connectors();
  }
}
