package io.auterity.connector;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.connector.file.FileProblem;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.plugin.FileClasses;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.PluginSource;
import io.auterity.spi.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connector files in a folder of plugins: {@code ID.yaml}, which may be like another beside it.
 * Those that are stored elsewhere stand in the place of the folder's own of their name.
 */
public final class ConnectorFolder implements PluginSource {

  private static final String END = ".yaml";

  private final Catalogue catalogue;
  private final Binder binder;
  private final ConnectorCheck check;
  private final AbsentFields absent;
  private final Map<String, String> likes = new ConcurrentHashMap<>();
  private volatile Map<String, KeptText> stored = Map.of();

  /**
   * Files for the kinds of a catalogue.
   *
   * @param meters count the fields that replies of vendors lack
   */
  public ConnectorFolder(Catalogue catalogue, Binder binder, MeterRegistry meters) {
    this.absent = new AbsentFields(meters);
    this.catalogue = catalogue;
    this.binder = binder;
    this.check = new ConnectorCheck(catalogue);
  }

  /**
   * A text that lies elsewhere.
   *
   * @param jars those that it works with, by their SHA-256; null when it names no classes
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record KeptText(byte[] text, @Nullable String jars) {}

  /** Puts texts, by id of their plugin, in the place of all that were stored before. */
  public void store(Map<String, KeptText> texts) {
    stored = Map.copyOf(texts);
  }

  @Override
  public Set<String> stored() {
    return stored.keySet().stream().map(id -> id + END).collect(Collectors.toUnmodifiableSet());
  }

  /** These plugins, and those whose file was like one of theirs when it was read last. */
  public Set<String> withThoseAlike(Set<String> plugins) {
    Set<String> all = new TreeSet<>(plugins);
    likes.forEach(
        (id, other) -> {
          if (plugins.contains(other)) {
            all.add(id);
          }
        });
    return all;
  }

  /**
   * Checks a text as if it lay in a folder.
   *
   * @throws BadConnectorException with all that is wrong
   */
  public Content check(Path folder, String plugin, byte[] text) {
    return content(folder, plugin, text, null, other -> text(folder, other), new HashMap<>());
  }

  /**
   * Reads and checks a text as if it lay in a folder, without the jars that it may name.
   *
   * @throws BadConnectorException with all that is wrong
   */
  public CheckedFile checked(Path folder, byte[] text) {
    ConnectorFileReader reader = new ConnectorFileReader(other -> text(folder, other));
    return check.check(reader.read(ConnectorFileReader.plugin(text), text));
  }

  /**
   * Checks the file of a plugin that is like another one's, as if that had another text.
   *
   * @param text of the other; null for none
   * @throws BadConnectorException with all that is wrong then
   */
  public Content checkAlike(Path folder, String alike, String plugin, byte @Nullable [] text) {
    return content(
        folder, alike, other -> other.equals(plugin) ? text : text(folder, other), new HashMap<>());
  }

  /**
   * How a plugin's vendor signs what it sends: the section {@code webhooks.signature} of its file.
   *
   * @param changed a plugin that is taken to have another text; null for none
   * @return empty when it sends nothing, or the file is wrong or gone
   */
  public Optional<Json.Obj> signing(
      Path folder, String plugin, @Nullable String changed, byte @Nullable [] text) {
    byte[] own = plugin.equals(changed) ? text : text(folder, plugin);
    if (own == null) {
      return Optional.empty();
    }
    ConnectorFileReader reader =
        new ConnectorFileReader(other -> other.equals(changed) ? text : text(folder, other));
    try {
      Json.Obj webhooks = reader.read(plugin, own).part("webhooks");
      return Optional.of(ConnectorFile.object(webhooks, "signature"))
          .filter(signature -> signature.text("scheme") != null);
    } catch (BadConnectorException e) {
      return Optional.empty();
    }
  }

  /** The text of a plugin that lies in the folder itself; null where none does. */
  public static byte @Nullable [] lying(Path folder, String plugin) {
    Path file = folder.resolve(plugin + END);
    try {
      boolean beside = folder.resolve(file.getFileName()).equals(file);
      return beside && Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new PluginRefusedException(
          "%s cannot be read: %s".formatted(file.getFileName(), e.getMessage()));
    }
  }

  @Override
  public Optional<String> id(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(END) && !name.startsWith(".")
        ? Optional.of(name.substring(0, name.length() - END.length()))
        : Optional.empty();
  }

  // A fault of the check itself must not keep other plugins from their start.
  @SuppressWarnings("CatchingUnchecked")
  @Override
  public Content read(Path file) {
    try {
      return content(file);
    } catch (BadConnectorException e) {
      throw new PluginRefusedException(
          "%s is no connector: %s".formatted(file.getFileName(), sentences(e.problems())));
    } catch (PluginRefusedException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new PluginRefusedException(
          "%s cannot be checked: %s; report this with the file".formatted(file.getFileName(), e));
    }
  }

  private Content content(Path file) {
    String id = id(file).orElseThrow();
    Path folder = file.resolveSibling("");
    likes.remove(id);
    return content(folder, id, other -> text(folder, other), likes);
  }

  // What is stored elsewhere works with the jars of its installation, or not at all.
  private Content content(
      Path folder,
      String id,
      Function<String, byte @Nullable []> others,
      Map<String, String> alike) {
    KeptText kept = stored.get(id);
    byte[] text = kept == null ? lying(folder, id) : kept.text();
    if (text == null) {
      throw new PluginRefusedException("%s%s is gone".formatted(id, END));
    }
    return content(folder, id, text, kept, others, alike);
  }

  private static void refuseOtherJars(
      String id, @Nullable KeptText kept, @Nullable FileClasses classes) {
    String lying = classes == null ? null : classes.jars();
    if (kept != null && !Objects.equals(kept.jars(), lying)) {
      throw new PluginRefusedException(otherJars(id, kept.jars(), lying));
    }
  }

  /** Why a file that was installed with these jars does not run with those that lie beside it. */
  public static String otherJars(String id, @Nullable String installed, @Nullable String lying) {
    return "%s%s was installed with %s, and in the folder %s beside it are %s: put those of its installation there at every server, or install the file again"
        .formatted(id, END, named(installed), id, named(lying));
  }

  private static String named(@Nullable String jars) {
    return jars == null ? "no jars that it names classes of" : "the jars " + jars;
  }

  private Content content(
      Path folder,
      String id,
      byte[] text,
      @Nullable KeptText kept,
      Function<String, byte @Nullable []> others,
      Map<String, String> alike) {
    ConnectorFileReader reader =
        new ConnectorFileReader(
            other -> {
              alike.put(id, other);
              return others.apply(other);
            });
    ConnectorFile read = reader.read(id, text);
    CheckedFile checked = check.check(read);
    FileClasses classes = classes(folder, checked);
    refuseOtherJars(id, kept, classes);
    DataPlugin plugin =
        new DataPlugin(
            checked, catalogue.kinds(), binder, ShippedEvidence.shipped(), classes, absent);
    if (classes != null) {
      tryOut(classes, plugin, read);
    }
    return new Content(
        plugin.manifest(),
        plugin,
        plugin.digest(),
        checked.warnings().stream().map(FileProblem::toString).toList(),
        classes);
  }

  private static void tryOut(FileClasses classes, DataPlugin plugin, ConnectorFile file) {
    try {
      classes.during(plugin::with);
    } catch (PluginRefusedException e) {
      throw bad(file, String.valueOf(e.getMessage()), "correct the file or its jars");
    }
  }

  private static BadConnectorException bad(ConnectorFile file, String rule, String fix) {
    int line = file.document().line("connectors");
    return new BadConnectorException(
        file.id(), List.of(new FileProblem(line, "connectors", rule, fix)));
  }

  private static @Nullable FileClasses classes(Path folder, CheckedFile checked) {
    String id = checked.file().id();
    for (ConnectorPlan plan : checked.plans().values()) {
      if (!plan.coded().isEmpty()) {
        return FileClasses.beside(folder, id)
            .orElseThrow(
                () ->
                    bad(
                        checked.file(),
                        "names classes for %s, and there are no jars in the folder %s beside %s%s"
                            .formatted(plan.coded().keySet(), id, id, END),
                        "put them there"));
      }
    }
    return null;
  }

  private byte @Nullable [] text(Path folder, String id) {
    KeptText elsewhere = stored.get(id);
    return elsewhere == null ? lying(folder, id) : elsewhere.text();
  }

  private static String sentences(List<FileProblem> problems) {
    return problems.stream().map(FileProblem::toString).collect(Collectors.joining(". "));
  }
}
