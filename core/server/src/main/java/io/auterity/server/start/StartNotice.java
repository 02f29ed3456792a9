package io.auterity.server.start;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The notice of a server that is ready, in plain sentences, for the person who started it.
 *
 * @param data the data directory
 * @param signIn null where the data directory holds no key of a tenant
 */
public record StartNotice(URI console, URI gateway, Path data, @Nullable SignIn signIn) {

  public StartNotice {
    Objects.requireNonNull(console);
    Objects.requireNonNull(gateway);
    Objects.requireNonNull(data);
  }

  /**
   * How to sign in.
   *
   * @param tenant its name
   * @param key file of the tenant's key
   * @param code signs in once, within ten minutes
   */
  public record SignIn(String tenant, Path key, String code) {
    @Override
    public String toString() {
      return tenant + ", " + key;
    }
  }

  /** The sentences, one a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("Auterity is ready, and stays so until Ctrl-C."));
    lines.add("Console: " + console);
    lines.add("Gateway: " + gateway);
    SignIn in = signIn;
    if (in == null) {
      lines.add("No key of a tenant stands in %s.".formatted(data));
      lines.add(
          "Next, in another terminal, make a tenant with its key, and sign in:"
              + " ./auterity tenant create demo && ./auterity open");
    } else {
      lines.add("Sign in, once and within ten minutes: %s/#code=%s".formatted(console, in.code()));
      lines.add("Key of the tenant %s, which signs in always: %s".formatted(in.tenant(), in.key()));
      lines.add(
          "Next, in another terminal, see what can be called: ./auterity call" + named(in.key()));
    }
    return lines;
  }

  // The command line takes this one where none is named.
  private static String named(Path key) {
    return key.endsWith("demo.key") ? "" : " --key-file " + key;
  }
}
