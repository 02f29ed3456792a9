package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.connector.file.FileProblem;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector file as its author has it, sound as a server asks it to be.
 *
 * @param lines of its own text, without those of a file that it is like
 */
record AuthoredFile(Path path, CheckedFile checked, List<String> lines) {

  /** What reads and writes the records of the kinds. */
  static final Binder BINDER = new Binder();

  /** The kinds that there are. */
  static final Catalogue CATALOGUE = Catalogue.standard();

  private static final String END = ".yaml";

  AuthoredFile {
    lines = List.copyOf(lines);
  }

  /**
   * Reads and checks a file; one that it is {@code like} lies beside it or is the product's own.
   *
   * @throws CliException when there is no such file
   * @throws BadConnectorException with all that is wrong with it
   */
  static AuthoredFile read(Path path) {
    byte[] text = text(path);
    if (text == null) {
      throw CliException.badInput("there is no file %s".formatted(path));
    }
    String name = String.valueOf(path.getFileName());
    if (!name.endsWith(END)) {
      throw CliException.badInput(
          "%s bears the name of its plugin and ends with .yaml, such as acme.yaml".formatted(path));
    }
    String id = name.substring(0, name.length() - END.length());
    ConnectorFileReader reader = new ConnectorFileReader(other -> like(path, other));
    CheckedFile checked = new ConnectorCheck(CATALOGUE).check(reader.read(id, text));
    return new AuthoredFile(
        path, checked, new String(text, StandardCharsets.UTF_8).lines().toList());
  }

  /** The operations of a kind, by their names. */
  static List<Capability> operations(String kind) {
    return CATALOGUE.all().stream().filter(each -> each.kind().equals(kind)).toList();
  }

  /**
   * The file that another is to be like.
   *
   * @throws CliException when there is none
   */
  static ConnectorFile base(Path folder, String id) {
    byte[] text = like(folder.resolve(id + END), id);
    if (text == null) {
      throw CliException.badInput("there is no connector file '%s'".formatted(id));
    }
    return new ConnectorFileReader(other -> like(folder.resolve(id + END), other)).read(id, text);
  }

  /** A problem as editors and terminals make a link of it. */
  static String told(Path path, FileProblem problem) {
    return "%s:%d: %s%s; %s"
        .formatted(
            path,
            problem.line(),
            problem.path().isEmpty() ? "" : problem.path() + ": ",
            problem.rule(),
            problem.fix());
  }

  private static byte @Nullable [] like(Path path, String id) {
    byte[] beside = text(path.resolveSibling(id + END));
    String product = System.getProperty("auterity.distribution");
    return beside == null && product != null ? text(Path.of(product, "plugins", id + END)) : beside;
  }

  /**
   * The text of a file that an author names.
   *
   * @throws CliException when there is none
   */
  static String named(Path file) {
    byte[] text = text(file);
    if (text == null) {
      throw CliException.badInput("there is no file %s".formatted(file));
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
