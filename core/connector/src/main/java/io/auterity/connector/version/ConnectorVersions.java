package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.version.VersionCheck.Checked;
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
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Installs connector files for all tenants: each text is a version, of which the latest fifty stay.
 */
public final class ConnectorVersions {

  private static final int LONGEST_NOTE = 500;

  /** Versions that stay, besides the one that is in force. */
  private static final int KEPT = 50;

  private final Database database;
  private final VersionCheck checks;
  private final StoredConnectors stored;
  private final ChangeAudit audit;
  private final Time time;
  private final FileVersions store = new FileVersions();

  public ConnectorVersions(
      Database database,
      VersionCheck checks,
      StoredConnectors stored,
      ChangeAudit audit,
      Time time) {
    this.database = database;
    this.checks = checks;
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
   * What a text would do if it were in force.
   *
   * @throws CallFailedException as {@link VersionCheck#check} says
   */
  public Checked check(byte[] text) {
    return checks.check(text);
  }

  /**
   * What it would do to remove a plugin; changes nothing. What it has in force is what the database
   * says, whatever runs here.
   */
  public Checked checkRemoval(String plugin) {
    byte[] text = inForce(versions(plugin)).map(one -> text(plugin, one.number())).orElse(null);
    return checks.removal(plugin, text);
  }

  /**
   * Stores a text as the next version of its plugin, and puts it in force everywhere; the text that
   * is in force already, with the same jars, changes nothing.
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
          Optional<FileVersion> same =
              inForce(all)
                  .filter(one -> one.digest().equals(digest))
                  .filter(one -> Objects.equals(one.jars(), checked.jars()));
          if (same.isPresent()) {
            return same;
          }
          int next = all.isEmpty() ? 1 : all.getFirst().number() + 1;
          FileVersion version =
              new FileVersion(
                  plugin,
                  next,
                  digest,
                  checked.jars(),
                  checked.stated(),
                  wish.note(),
                  wish.act().who().name(),
                  wish.scope().tenant(),
                  time.now(),
                  true);
          store.add(tx, version, text);
          store.deleteOld(tx, plugin, next, KEPT);
          return Optional.of(version);
        });
  }

  /**
   * Puts an earlier version in force again, or one of a plugin that was removed.
   *
   * @param checked what {@link #check} says of its text now
   * @throws CallFailedException {@code conflict} as {@link #install} says, and when other jars lie
   *     beside it than those that it was installed with
   */
  public Done activate(Wish wish, Checked checked, int number) {
    return changed(
        wish,
        checked.plugin(),
        (tx, all) -> {
          Optional<FileVersion> chosen =
              all.stream().filter(one -> one.number() == number).findFirst();
          chosen.ifPresent(one -> refuseOtherJars(one, checked.jars()));
          return chosen;
        });
  }

  private static void refuseOtherJars(FileVersion version, @Nullable String lying) {
    if (!Objects.equals(version.jars(), lying)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "version %d: %s"
              .formatted(
                  version.number(),
                  ConnectorFolder.otherJars(version.plugin(), version.jars(), lying)));
    }
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
   * The versions of a plugin that there are, the latest first.
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
    return new Difference(lines, checks.difference(plugin, before, after));
  }
}
