package io.auterity.server.upgrade;

import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.file.OwnerOnlyFile;
import io.auterity.server.GivenSettings;
import io.auterity.server.RunningServer;
import io.auterity.server.start.InstallationPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An installation as a released version left it, named by the last migration that it has: its
 * database, the key of its secrets, the operator's key, and what its users know of it. All of it is
 * made up, and none of it is ever changed or made anew: it stands for what is out there.
 */
record KeptCopy(String version) {

  private static final String DATABASE = "database.sql";
  private static final String MASTER_KEY = "master.key";
  private static final String OPERATOR_KEY = "operator.key";
  private static final String KNOWN = "known.properties";

  /** Where copies are written; read they are from the class path. */
  private Path folder() {
    return Path.of("src/test/resources/io/auterity/server/upgrade", version);
  }

  boolean exists() {
    return Files.exists(folder());
  }

  /** The database as SQL text. */
  String database() {
    return read(DATABASE);
  }

  /** Ids and keys by what they stand for. */
  Properties known() {
    try {
      Properties known = new Properties();
      known.load(new StringReader(read(KNOWN)));
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server of today over it, which keeps all days: those of the copy are long over. */
  RunningServer start(TestDatabase database) {
    try {
      Path data = Files.createTempDirectory("auterity-kept");
      InstallationPaths places = RunningServer.places(data);
      OwnerOnlyFile.write(places.masterKey(), read(MASTER_KEY));
      OwnerOnlyFile.write(data.resolve(OPERATOR_KEY), read(OPERATOR_KEY));
      KeptPlugin.write(Files.createDirectories(places.plugins()).resolve("kept.jar"));
      return RunningServer.over(database, data, GivenSettings.usual().keeping(36_500).made());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps an installation that a server runs on. */
  void keep(String database, Path data, Map<String, String> known) throws IOException {
    Path folder = Files.createDirectories(folder());
    Files.writeString(folder.resolve(DATABASE), database);
    Files.copy(RunningServer.places(data).masterKey(), folder.resolve(MASTER_KEY));
    Files.copy(data.resolve(OPERATOR_KEY), folder.resolve(OPERATOR_KEY));
    Files.writeString(
        folder.resolve(KNOWN),
        new TreeMap<>(known)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining()));
  }

  private String read(String file) {
    try (InputStream in = KeptCopy.class.getResourceAsStream(version + "/" + file)) {
      return new String(
          Objects.requireNonNull(in, version + "/" + file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
