package io.auterity.server.wiring;

import io.auterity.control.access.Access;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.server.start.StartNotice.SignIn;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in the person who started the server, by a tenant's key that the command line has left in
 * the data directory: who reads that directory could use the key itself.
 */
record LocalSignIn(Access access) {

  private static final Logger LOG = LoggerFactory.getLogger(LocalSignIn.class);
  private static final String FIRST = "demo.key";
  private static final String OPERATORS = "operator.key";
  private static final String PREFIX = "ak_";
  private static final int MOST_FILES = 20;
  private static final int LONGEST_KEY = 200;

  /** With the first key that is good; empty where there is none. */
  Optional<SignIn> in(Path data) {
    try {
      return files(data).stream().flatMap(file -> with(file).stream()).findFirst();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("The data directory has no key that could be read.", e);
      return Optional.empty();
    }
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(file -> file.toString().endsWith(".key"))
          .filter(file -> !file.endsWith(OPERATORS))
          .sorted(Comparator.comparing((Path file) -> !file.endsWith(FIRST)).thenComparing(f -> f))
          .limit(MOST_FILES)
          .toList();
    }
  }

  private Optional<SignIn> with(Path file) {
    try {
      String key = Files.size(file) > LONGEST_KEY ? "" : Files.readString(file).strip();
      if (!key.startsWith(PREFIX)) {
        return Optional.empty();
      }
      Authenticated caller = access.authenticator().authenticate(new ApiKey(key));
      return Optional.of(
          new SignIn(
              access.tenants().name(caller.scope()),
              file,
              access.sessions().code(caller).secret()));
    } catch (IOException | CallFailedException e) {
      LOG.debug("The key in {} is not good for signing in.", file, e);
      return Optional.empty();
    }
  }
}
