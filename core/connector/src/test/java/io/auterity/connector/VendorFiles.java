package io.auterity.connector;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connector files of the product, and others that tests write. */
public final class VendorFiles {

  static final Binder BINDER = new Binder();
  static final List<Class<?>> KINDS = Catalogue.standard().kinds();

  private static final Path FOLDER = Repository.root().resolve("plugins/vendors");
  private static final ConnectorCheck CHECK = new ConnectorCheck(Catalogue.standard());

  private VendorFiles() {}

  /** The ids of the product's own files. */
  static List<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  static byte @Nullable [] text(String id) {
    try {
      Path file = FOLDER.resolve(id + ".yaml");
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CheckedFile checked(String id) {
    return checked(id, Objects.requireNonNull(text(id)));
  }

  static CheckedFile checked(String id, byte[] text) {
    return CHECK.check(new ConnectorFileReader(VendorFiles::text).read(id, text));
  }

  /** The product's own files, whose expressions nobody looks at. */
  public static Stream<ConnectorFile> all() {
    ConnectorFileReader reader = new ConnectorFileReader(VendorFiles::text);
    try {
      return ids().stream().map(id -> reader.read(id, Objects.requireNonNull(text(id))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DataPlugin plugin(String id) {
    return new DataPlugin(checked(id), KINDS, BINDER);
  }
}
