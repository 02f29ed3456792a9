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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connector files in a folder of plugins: {@code ID.yaml}, which may be like another beside it. */
public final class ConnectorFolder implements PluginSource {

  private static final String END = ".yaml";

  private final Catalogue catalogue;
  private final Binder binder;
  private final ConnectorCheck check;

  /** Files for the kinds of a catalogue. */
  public ConnectorFolder(Catalogue catalogue, Binder binder) {
    this.catalogue = catalogue;
    this.binder = binder;
    this.check = new ConnectorCheck(catalogue);
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
    byte[] text = text(file);
    if (text == null) {
      throw new PluginRefusedException("%s is gone".formatted(file.getFileName()));
    }
    ConnectorFileReader reader = new ConnectorFileReader(other -> beside(file, other));
    ConnectorFile read = reader.read(id(file).orElseThrow(), text);
    CheckedFile checked = check.check(read);
    DataPlugin plugin = new DataPlugin(checked, catalogue.kinds(), binder);
    return new Content(
        plugin.manifest(),
        plugin,
        read.digest(),
        checked.warnings().stream().map(FileProblem::toString).toList());
  }

  private static byte @Nullable [] beside(Path file, String id) {
    Path other = file.resolveSibling(id + END);
    return file.resolveSibling(other.getFileName()).equals(other) ? text(other) : null;
  }

  private static byte @Nullable [] text(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new PluginRefusedException(
          "%s cannot be read: %s".formatted(file.getFileName(), e.getMessage()));
    }
  }

  private static String sentences(List<FileProblem> problems) {
    return problems.stream().map(FileProblem::toString).collect(Collectors.joining(". "));
  }
}
