package io.auterity.connector;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.connector.file.FileProblem;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.plugin.PluginRefusedException;
import io.auterity.platform.plugin.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, String> likes = new ConcurrentHashMap<>();
  private volatile Map<String, byte[]> stored = Map.of();

  /** Files for the kinds of a catalogue. */
  public ConnectorFolder(Catalogue catalogue, Binder binder) {
    this.catalogue = catalogue;
    this.binder = binder;
    this.check = new ConnectorCheck(catalogue);
  }

  /** Puts texts, by id of their plugin, in the place of all that were stored before. */
  public void store(Map<String, byte[]> texts) {
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

  /** Whether the folder itself has a file of that plugin, in force or not. */
  public static boolean lies(Path folder, String plugin) {
    return Files.isRegularFile(folder.resolve(plugin + END));
  }

  /**
   * Checks a text as if it lay in a folder.
   *
   * @throws BadConnectorException with all that is wrong
   */
  public Content check(Path folder, String plugin, byte[] text) {
    return content(plugin, text, folder, new HashMap<>());
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
    } catch (RuntimeException e) {
      throw new PluginRefusedException(
          "%s cannot be checked: %s; report this with the file".formatted(file.getFileName(), e));
    }
  }

  private Content content(Path file) {
    String id = id(file).orElseThrow();
    Path folder = file.resolveSibling("");
    byte[] text = text(folder, id);
    if (text == null) {
      throw new PluginRefusedException("%s is gone".formatted(file.getFileName()));
    }
    likes.remove(id);
    return content(id, text, folder, likes);
  }

  private Content content(String id, byte[] text, Path folder, Map<String, String> alike) {
    ConnectorFileReader reader =
        new ConnectorFileReader(
            other -> {
              alike.put(id, other);
              return text(folder, other);
            });
    ConnectorFile read = reader.read(id, text);
    CheckedFile checked = check.check(read);
    DataPlugin plugin = new DataPlugin(checked, catalogue.kinds(), binder);
    return new Content(
        plugin.manifest(),
        plugin,
        read.digest(),
        checked.warnings().stream().map(FileProblem::toString).toList());
  }

  private byte @Nullable [] text(Path folder, String id) {
    byte[] elsewhere = stored.get(id);
    if (elsewhere != null) {
      return elsewhere;
    }
    Path file = folder.resolve(id + END);
    try {
      boolean beside = folder.resolve(file.getFileName()).equals(file);
      return beside && Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new PluginRefusedException(
          "%s cannot be read: %s".formatted(file.getFileName(), e.getMessage()));
    }
  }

  private static String sentences(List<FileProblem> problems) {
    return problems.stream().map(FileProblem::toString).collect(Collectors.joining(". "));
  }
}
